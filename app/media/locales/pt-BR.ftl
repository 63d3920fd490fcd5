## Arquivos que o hotel envia

file-empty = Este arquivo está vazio.
file-damaged = Este arquivo está danificado ou incompleto. Abra-o para conferir e envie de novo.
file-silent = Esta gravação não tem som.
file-mismatch = O nome diz que é { $said }, mas o conteúdo é { $found }. Envie o arquivo verdadeiro.
file-too-large = O WhatsApp aceita { $kind ->
    [image] imagens
    [video] vídeos
    [audio] áudios
    [sticker] figurinhas
   *[document] documentos
 } de até { $most }.
file-too-many-pixels = Esta imagem tem mais de { $most } milhões de pixels. Reduza-a e envie de novo.
file-type-any = O WhatsApp não aceita este tipo de arquivo. Envie uma imagem, um vídeo MP4, um áudio, um PDF, um documento do Office ou um texto.
file-type-image = Isto não é uma imagem que o WhatsApp mostre.
file-type-video = O WhatsApp só toca vídeos MP4 com imagem H.264 e som AAC. Converta o vídeo e envie de novo.
file-type-audio = Isto não é um áudio que o WhatsApp toque.
file-type-document = O WhatsApp aceita como documento PDF, Word, Excel, PowerPoint e texto, sem macros.
file-type-sticker = Uma figurinha precisa ser uma imagem.
file-not-voice = Este áudio não é uma mensagem de voz.
file-unknown = Este arquivo não existe mais. Anexe-o de novo.
