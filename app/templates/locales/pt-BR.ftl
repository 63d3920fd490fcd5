## Preencher um modelo

detail-template-missing = falta preencher este campo do modelo
detail-template-unknown = o hotel não tem este modelo neste idioma; atualize a lista de modelos
detail-template-elsewhere = este modelo é de outra conta do WhatsApp, e este número não pode enviá-lo
detail-template-unusable = este modelo não pode ser enviado agora
detail-template-paused = a Meta pausou este modelo; escolha outro ou espere
detail-template-disabled = a Meta desativou este modelo; escolha outro
detail-template-rejected = a Meta recusou este modelo; corrija o texto e envie para nova análise
detail-template-pending = a Meta ainda está analisando este modelo
detail-template-deleted = este modelo foi excluído
detail-template-no-place = o modelo não tem este campo
detail-template-no-field = este campo não existe; veja a lista de campos
detail-template-one-line = escreva em uma linha só, sem tabulação e sem muitos espaços seguidos
detail-template-coupon = use só letras sem acento e números, sem espaços
detail-template-future = informe uma data futura, com o fuso horário
detail-template-too-long = o texto ficou longo demais depois de preenchido
detail-template-cards = o número de cartões não é o do modelo

## O que a Meta aceita num modelo

template-rule-name = use só letras minúsculas sem acento, números e _
template-rule-language = use um código de idioma da Meta, como pt_BR, en ou es
template-rule-exists = o hotel já tem um modelo com este nome neste idioma
template-rule-name-blocked = um modelo aprovado com este nome foi excluído há menos de 30 dias; use outro nome
template-rule-body = todo modelo precisa de um corpo
template-rule-ends = o texto não pode começar nem terminar com uma variável
template-rule-side-by-side = ponha algum texto entre duas variáveis
template-rule-gaps = não use tabulação, mais de quatro espaços seguidos nem mais de uma linha em branco seguida
template-rule-ratio = há variáveis demais para tão pouco texto; escreva ao menos { $least } palavras
template-rule-braces = há uma variável mal escrita; use {"{{"}nome{"}}"}
template-rule-names = nos nomes das variáveis use só letras minúsculas, números e _
template-rule-numbers = numere as variáveis em ordem, a partir de {"{{"}1{"}}"}
template-rule-example = dê um exemplo para esta variável; sem ele a Meta recusa o modelo
template-rule-sample = escolha um arquivo de exemplo; sem ele a Meta recusa o modelo
template-rule-no-file = este arquivo não existe mais; envie-o de novo
template-rule-sample-size = o arquivo de exemplo pode ter no máximo 16 MB
template-rule-header-plain = o título não aceita emojis, quebras de linha nem formatação
template-rule-header-one = o título aceita uma variável só
template-rule-no-variables = o rodapé não aceita variáveis
template-rule-no-footer = um modelo com oferta por tempo limitado não tem rodapé
template-rule-marketing-only = ofertas só existem em modelos de marketing
template-rule-buttons-of = botões do tipo { $kind }: no máximo { $most }
template-rule-buttons-grouped = deixe as respostas rápidas juntas, antes ou depois dos outros botões
template-rule-button-plain = o texto do botão não aceita variáveis, emojis nem quebras de linha
template-rule-phone = use um telefone com o código do país e no máximo { $most } caracteres
template-rule-url = use um endereço completo com https://; a variável {"{{"}1{"}}"} só pode ficar no fim
template-rule-cards-alike = todos os cartões precisam das mesmas partes
template-rule-code-parts = modelos de autenticação têm só o texto da Meta, um prazo e um botão de código
template-rule-not-changeable = só modelos aprovados, recusados ou pausados podem ser alterados
template-rule-category-fixed = a categoria de um modelo aprovado não pode ser alterada

## Por que a Meta não aceitou um modelo

template-refused = A Meta não aceitou o modelo (código { $code }). Revise o texto e tente de novo; se continuar, avise o suporte.
template-refused-too-many = A conta do WhatsApp já tem o máximo de modelos. Exclua os que não são usados.
template-refused-name-blocked = Um modelo com este nome está sendo excluído na Meta. Use outro nome ou espere 30 dias.
template-refused-exists = A Meta já tem um modelo com este nome neste idioma. Atualize a lista ou use outro nome.
template-refused-buttons = A Meta não aceitou os botões: confira o número, a ordem e os textos.
template-refused-too-long = Alguma parte do modelo é curta ou longa demais para a Meta.
template-refused-example = Falta um exemplo de alguma variável ou um arquivo de exemplo.
template-refused-header = A Meta não aceitou o nome ou o título do modelo: confira letras, emojis e formatação.
template-refused-body = A Meta não aceitou o texto do modelo: confira variáveis lado a lado, linhas em branco e formatação.
template-refused-variables = A Meta não aceitou as variáveis do modelo: confira nomes, números e exemplos.
template-refused-ratio = Há variáveis demais para o tamanho do texto. Escreva mais ou use menos variáveis.
template-refused-ends = O texto do modelo não pode começar nem terminar com uma variável.
template-refused-sample = A Meta não aceitou o arquivo de exemplo. Envie-o de novo.
template-refused-state = A Meta só aceita alterar modelos aprovados, recusados ou pausados.
template-refused-category = A categoria de um modelo aprovado não pode ser alterada.
template-refused-pace = Foram modelos demais em pouco tempo. Espere uma hora e tente de novo.
template-refused-account = A Meta bloqueou a conta do hotel. Um administrador deve ver o motivo no Gerenciador do WhatsApp.
template-refused-token = A conexão do hotel com o WhatsApp expirou. Um administrador precisa reconectar.
template-refused-permission = O hotel não deu permissão para gerenciar modelos. Um administrador precisa reconectar o WhatsApp.
template-refused-gone = A Meta não tem mais este modelo. Atualize a lista.
template-unreachable = A Meta não respondeu, e não sabemos se ela recebeu o modelo. A lista será atualizada em instantes: confira antes de tentar de novo.

## De onde um modelo se preenche

field-contact-name = Nome do hóspede
field-contact-first-name = Primeiro nome do hóspede
field-contact-phone = Telefone do hóspede
field-contact-username = Nome de usuário do hóspede
field-tenant-name = Nome do hotel
field-tenant-email = E-mail do hotel
field-tenant-phone = Telefone do hotel
field-tenant-website = Site do hotel
field-tenant-address = Endereço do hotel
field-tenant-check-in-time = Horário de entrada
field-tenant-check-out-time = Horário de saída
field-tenant-breakfast-hours = Horário do café da manhã
field-tenant-wifi-name = Nome do Wi-Fi
field-tenant-review-link = Link de avaliação
field-number-name = Nome do número no WhatsApp
field-number-phone = Número do WhatsApp
field-stay-check-in-date = Data de entrada da reserva
field-stay-check-out-date = Data de saída da reserva
field-stay-room-type = Acomodação reservada
field-stay-room-number = Número do quarto
field-stay-guests = Hóspedes da reserva
field-stay-booking-code = Código da reserva
field-stay-wifi-password = Senha do Wi-Fi

## Nossos modelos

library-booking-confirmation = Confirmação de reserva
library-booking-confirmation-purpose = Enviada quando a reserva é feita: datas, acomodação e código, e como pedir uma alteração.
library-checkin-reminder = Lembrete de chegada
library-checkin-reminder-purpose = Enviado um ou dois dias antes: endereço, horário e documentos, e a pergunta sobre a hora da chegada.
library-stay-welcome = Boas-vindas
library-stay-welcome-purpose = Enviada logo após o check-in: quarto, Wi-Fi, café da manhã e horário de saída.
library-stay-review = Pedido de avaliação
library-stay-review-purpose = Enviado um dia depois da saída: como foi a estada, com três respostas prontas.
