## Archivos que el hotel envía

file-empty = Este archivo está vacío.
file-damaged = Este archivo está dañado o incompleto. Ábrelo para comprobarlo y envíalo de nuevo.
file-silent = Esta grabación no tiene sonido.
file-mismatch = El nombre dice { $said }, pero el contenido es { $found }. Envía el archivo verdadero.
file-too-large = WhatsApp acepta { $kind ->
    [image] imágenes
    [video] videos
    [audio] audios
    [sticker] stickers
   *[document] documentos
 } de hasta { $most }.
file-too-many-pixels = Esta imagen tiene más de { $most } millones de píxeles. Redúcela y envíala de nuevo.
file-type-any = WhatsApp no acepta este tipo de archivo. Envía una imagen, un video MP4, un audio, un PDF, un documento de Office o un texto.
file-type-image = Esto no es una imagen que WhatsApp pueda mostrar.
file-type-video = WhatsApp solo reproduce videos MP4 con imagen H.264 y sonido AAC. Convierte el video y envíalo de nuevo.
file-type-audio = Esto no es un audio que WhatsApp pueda reproducir.
file-type-document = Como documento WhatsApp acepta PDF, Word, Excel, PowerPoint y texto, sin macros.
file-type-sticker = Un sticker tiene que ser una imagen.
file-not-voice = Este audio no es un mensaje de voz.
file-unknown = Este archivo ya no existe. Adjúntalo de nuevo.
