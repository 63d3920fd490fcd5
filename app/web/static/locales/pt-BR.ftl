# O chat em português, a língua da casa.

claim = Cada recado chega a quem está na recepção.
claim-guest = Boa noite! Ainda dá para jantar no hotel?
claim-answer = Boa noite, Marina! A cozinha fica aberta até as 23h. Reservo uma mesa?
starting = Abrindo o Recado
loading = Carregando…
language = Idioma
try-again = Tentar de novo
edit = Editar
sign-out = Sair
search = Buscar nas conversas
search-clear = Limpar busca

## Erros

error-unexpected = Algo deu errado ({ $code }). Tente de novo.
error-no-answer = Não foi possível falar com o servidor. Confira a conexão e tente de novo.

## Entrada

sign-in-title = Bem-vindo de volta
sign-in-lead = Entre para atender os hóspedes.
sign-in-lead-hotel = Entre para atender os hóspedes de { $hotel }.
sign-in-do = Entrar
sign-in-busy = Entrando…
session-ended = Sua sessão terminou. Entre de novo; o que você estava escrevendo foi guardado.
field-hotel = Hotel
field-hotel-hint = O código do seu hotel. Deixe vazio se você administra a plataforma.
field-hotel-unknown = Não conhecemos este hotel. Confira o código.
field-email = E-mail
field-password = Senha
field-current-password = Senha atual
field-new-password = Nova senha
field-new-password-hint = Pelo menos 8 caracteres. Uma frase curta é uma boa senha.
field-again = Nova senha, de novo
field-again-differs = As duas senhas não são iguais.
password-show = Mostrar senha
new-password-title = Escolha uma senha sua
new-password-lead = Olá, { $name }. A senha que você recebeu é provisória.
new-password-do = Guardar e continuar
unreachable-title = O servidor não responde
unreachable-lead = Assim que ele voltar, você continua de onde parou.
elsewhere-title = Você está em { $here }
elsewhere-lead = Este endereço é de { $wanted }, e só se entra em um hotel por vez.
elsewhere-stay = Continuar em { $here }
elsewhere-go = Sair e entrar em { $wanted }
no-chat-title = Olá, { $name }
no-chat-lead = Seu trabalho fica no aplicativo do celular. As conversas dos hóspedes são atendidas pela recepção.

## A casa

house-title = Você entrou como administrador da plataforma
house-lead = Os hotéis da casa, e o console com o que precisa de você.
house-hotels = Hotéis
house-none = Ainda não há hotéis.
hotel-trial = em teste
hotel-active = ativo
hotel-suspended = suspenso

## O local de trabalho

rooms = Áreas
room-inbox = Conversas
room-console = Console
room-unread = { $name }, { $count ->
    [one] { $count } não lida
   *[other] { $count } não lidas
}
account = Sua conta
account-of = Conta de { $name }
role-tenant-admin = Administração
role-manager = Gerência
role-attendant = Atendimento
role-agent = Equipe externa
role-super-admin = Plataforma
line-lost = Reconectando…
line-offline = Sem internet. O que você enviar sai assim que ela voltar.
line-replaced = O Recado foi aberto em outra janela, e esta parou de receber mensagens.
line-take-back = Usar aqui
skip-to-thread = Ir para a conversa
announce = Nova mensagem de { $name }: { $text }

## A lista

filters = Filtros
filter-all = Todas
filter-unread = Não lidas
list-failed = Não foi possível carregar as conversas.
list-empty-all = Nenhuma conversa ainda
list-empty-all-text = Quando um hóspede escrever, a conversa aparece aqui na hora.
list-empty-unread = Tudo lido
list-empty-unread-text = Nenhum hóspede está esperando.
list-empty-search = Nada encontrado
list-empty-search-text = Tente outro nome, telefone ou palavra.
guest-unnamed = Hóspede
group-unnamed = Grupo
unread-count = { $count ->
    [one] { $count } mensagem não lida
   *[other] { $count } mensagens não lidas
}
typing-colleague = colega digitando…
draft = Rascunho:
no-messages = Nenhuma mensagem ainda
kind-text = Texto
kind-image = Foto
kind-video = Vídeo
kind-audio = Áudio
kind-voice = Mensagem de voz
kind-document = Documento
kind-sticker = Figurinha
kind-location = Localização
kind-contacts = Contato
kind-reaction = Reação
kind-template = Modelo
kind-interactive = Resposta
kind-button = Resposta
kind-order = Pedido
kind-system = Aviso do WhatsApp
kind-call = Ligação
kind-withdrawn = Mensagem apagada
kind-unsupported = Mensagem que o WhatsApp não entrega
kind-unknown = Mensagem de outro tipo

## A conversa

thread = Conversa
thread-none = Escolha uma conversa
thread-none-text = As mensagens dos hóspedes chegam aqui na hora em que são escritas.
key-search = para buscar
key-step = para mudar de conversa
thread-failed = Não foi possível carregar esta conversa.
thread-missing = Esta conversa não existe ou não é sua.
back-to-list = Voltar para as conversas
through = via { $number }
typing-colleagues = { $count ->
    [one] Um colega está digitando
   *[other] { $count } colegas estão digitando
}
hours = { $count } h
minutes = { $count } min
window-closed = Janela fechada
window-until = Janela de resposta do WhatsApp: até { $moment }
messages = Mensagens
older-failed = Não deu para carregar as anteriores. Tentar de novo
beginning = Começo da conversa
unread-below = { $count ->
    [one] { $count } mensagem não lida
   *[other] { $count } mensagens não lidas
}
new-below = { $count ->
    [one] { $count } nova mensagem
   *[other] { $count } novas mensagens
}
to-bottom = Ir para o fim
said-by-us = Nós:
said-by-guest = Hóspede:
sent-by-bot = automática
kind-unknown-in-bubble = O hóspede enviou algo que esta tela não mostra ({ $kind }).
day-today = hoje
day-yesterday = ontem

status-received = Recebida
status-scheduled = Agendada
status-pending = Na fila
status-sent = Enviada
status-delivered = Entregue
status-read = Lida
status-played = Ouvida
status-failed = Não entregue
status-refused = Não enviada
status-cancelled = Cancelada
status-uncertain = Sem confirmação

trouble-failed = O WhatsApp não entregou esta mensagem.
trouble-code = código { $code }
trouble-refused = Esta mensagem não foi enviada.
trouble-uncertain = Não sabemos se esta mensagem chegou ao WhatsApp. Espere a confirmação antes de repetir.

## O campo de resposta

composer-placeholder = Escreva uma mensagem
composer-left = { $count ->
    [one] resta { $count } caractere
   *[other] restam { $count } caracteres
}
composer-over = { $count ->
    [one] { $count } caractere a mais que o limite de 4.096
   *[other] { $count } caracteres a mais que o limite de 4.096
}
composer-closed = A janela de 24 horas do WhatsApp fechou em { $moment }.
composer-closed-text = Assim que o hóspede escrever de novo, você pode responder por aqui.
composer-cannot-send = Este número não consegue enviar agora.
composer-cannot-send-text = O que você escrever fica guardado neste navegador e sai assim que ele voltar, com o Recado aberto.
composer-see-number = Ver o número
composer-read-only = Você pode ler esta conversa, mas não responder.
composer-group = Por aqui você lê o grupo, mas ainda não responde a ele. Responda pelo celular do hotel.
send = Enviar

## O console

console = Console
console-leave = Voltar para as conversas
console-back = Voltar
console-missing = Esta página não existe ou não é para você.

## As mensagens de cada tipo

close = Fechar
copy = Copiar texto
download = Baixar
download-name = Baixar { $name }
message-menu = Opções da mensagem
trace-open = Ver o caminho desta mensagem
raw-show = Ver o que o WhatsApp enviou
raw-title = O que o WhatsApp enviou
media-downloading = Baixando…
media-failed-expired = O WhatsApp já não guarda este arquivo.
media-failed-too-big = O arquivo é grande demais para ser guardado aqui.
media-failed-forbidden-type = Este tipo de arquivo não é aceito, por segurança.
media-failed-corrupt = O arquivo chegou com defeito.
media-failed-unreachable = Não foi possível buscar este arquivo no WhatsApp.
media-not-shown = Não foi possível abrir o arquivo.
media-not-heard = Este navegador não conseguiu tocar o áudio.
picture-open = Ampliar foto: { $name }
picture-previous = Foto anterior
picture-next = Próxima foto
video-play = Assistir ao vídeo { $length }
audio-play = Ouvir: { $name }
audio-pause = Pausar: { $name }
audio-place = Posição no áudio
audio-at = { $at } de { $length }
audio-speed = Velocidade { $speed }×
place-map = Abrir no mapa
contact-save = Salvar
contact-chat = Conversar
contact-no-chat = Ainda não escreveu para o hotel
contact-asked-for = Contato enviado a pedido do hotel
tapped = Resposta escolhida:
flow-filled = Formulário respondido
flow-address = Endereço enviado
address-name = Nome
address-phone-number = Telefone
address-in-pin-code = Código postal
address-sg-post-code = Código postal
address-house-number = Número
address-floor-number = Andar
address-tower-number = Torre
address-building-name = Edifício
address-unit-number = Unidade
address-address = Endereço
address-landmark-area = Ponto de referência
address-city = Cidade
address-state = Estado
calls-allowed = O hóspede permitiu ligações do hotel
calls-allowed-until = O hóspede permitiu ligações do hotel até { $moment }
calls-refused = O hóspede não permitiu ligações do hotel
order-of = { $count ->
    [one] Pedido de { $count } item
   *[other] Pedido de { $count } itens
}
order-each = { $price } cada
order-total = Total
product-asked = Pergunta sobre um produto
referral-ad = Veio de um anúncio
referral-post = Veio de uma publicação
forwarded = Encaminhada
forwarded-often = Encaminhada muitas vezes
quote-us = Hotel
quote-guest = Hóspede
quote-earlier = Resposta a uma mensagem anterior
quote-jump = Ir para a mensagem respondida
reactions = Reações
edited = editada
edited-show = Ver o que dizia antes
edited-title = Antes e depois
edited-now = Agora, desde { $moment }
edited-no-words = Sem texto
withdrawn-by-guest = O hóspede apagou esta mensagem
withdrawn-by-us = Mensagem apagada
sent-from-phone = enviada pelo celular
partly-lost = Parte desta mensagem não chegou.
call-missed = Ligação perdida do hóspede
call-missed-by-guest = O hóspede não atendeu a ligação
call-theirs = Ligação do hóspede
call-ours = Ligação para o hóspede
call-lasted = Ligação de { $length }
system-changed-number = O hóspede mudou de número
system-changed-number-to = O hóspede mudou de número: agora é { $phone }
system-changed-user-id = O WhatsApp deu um novo identificador a este hóspede
system-identity-changed = O código de segurança deste hóspede mudou
group-created = Grupo criado
group-deleted = Grupo apagado
group-joined = { $who } entrou no grupo
group-left = { $who } saiu do grupo
group-changed = O grupo mudou
group-suspended = O WhatsApp suspendeu este grupo
group-unsuspended = O WhatsApp liberou este grupo
unsupported-other = O hóspede enviou algo que o WhatsApp não entrega a empresas. Peça que envie de outra forma.
unsupported-edit = O hóspede editou uma mensagem, e o WhatsApp não disse qual.
unsupported-poll = O hóspede enviou uma enquete, que o WhatsApp não entrega a empresas.
unsupported-event = O hóspede enviou um evento, que o WhatsApp não entrega a empresas.
unsupported-view-once = O hóspede enviou algo de visualização única, que o WhatsApp não entrega a empresas.
unsupported-live-location = O hóspede compartilhou a localização em tempo real, que o WhatsApp não entrega a empresas.
unsupported-too-big = O hóspede enviou um arquivo maior do que o WhatsApp entrega (100 MB). Peça um menor.
no-marketing = sem promoções
no-marketing-since = Não quer promoções desde { $moment }
window-free = grátis
window-free-until = O hóspede veio de um anúncio: a Meta não cobra até { $moment }

## Números, avisos e modelos

bell = Avisos
bell-count = { $count ->
    [one] { $count } aviso aberto
   *[other] { $count } avisos abertos
}
page-notices = Avisos
page-numbers = Números
page-templates = Modelos
notices-none = Nada precisa de você agora.
notices-all = Mostrar também os resolvidos
notices-count = { $count } vezes
notices-data = Dados
notices-dismiss = Dispensar
notice-state-dismissed = dispensado
notice-state-resolved = resolvido
severity-info = Novidade
severity-warning = Atenção
severity-critical = Urgente
numbers-none = Este hotel ainda não tem um número do WhatsApp.
numbers-test = Testar os números agora
numbers-well = Tudo certo
numbers-wrong = Com problema
numbers-sends = Envia e recebe
numbers-stopped = Não consegue enviar
numbers-since = Desde { $at }.
numbers-quality = Qualidade
numbers-limit = Limite de novas conversas por dia
numbers-rate = Velocidade
numbers-a-second = { $count } mensagens por segundo
numbers-name = Nome
numbers-username = Nome de usuário
numbers-review = Revisão da conta
numbers-restrictions = Restrições
numbers-restricted-until = { $what } até { $at }
numbers-id = ID do número
numbers-account = ID da conta comercial
numbers-set-up = Aplicativo da Meta
numbers-set-up-platform = da plataforma
numbers-set-up-own = do próprio hotel
numbers-two-secrets = Dois segredos do aplicativo valem agora: o novo e o anterior.
numbers-former = A assinatura do aplicativo anterior ({ $app }) ainda vale.
numbers-retire = Aposentar o anterior
reconnect-token = Novo token de acesso da Meta
reconnect-do = Reconectar
callback-look = Ver para onde o WhatsApp manda as mensagens
callback-here = As mensagens chegam aqui
callback-elsewhere = As mensagens vão para outro lugar
callback-unsubscribed = O aplicativo não está inscrito nesta conta.
callback-set = Trazer para cá
callback-remove = Voltar ao endereço do aplicativo
callback-number = Endereço deste número
callback-account = Endereço da conta
callback-application = Endereço do aplicativo
templates-none = O WhatsApp ainda não falou de nenhum modelo deste hotel.
templates-name = Modelo
templates-language = Idioma
templates-status = Situação
templates-category = Categoria
templates-quality = Qualidade
templates-soon = → { $category } em { $at }

## O console da caixa de entrada, e o caminho de uma mensagem

page-inbox = Cartas recebidas
page-unclaimed = Números sem hotel
page-trace = Caminho da mensagem
letters-none = Nenhuma carta aqui.
letters-more = Mostrar mais
letters-state = Situação
letters-any = qualquer
letters-number = Número
letters-kind = Tipo
letters-since = Desde
letters-until = Até
letters-id = Carta
letters-received = Recebida
letters-error = Erro
letters-key = Chave
letters-attempts = Tentativas falhas
letters-waiting-for = Espera por
letters-handled = Tratada
letters-put-back = Relida em
letters-size = Tamanho
letters-bytes = { $count } bytes
letters-cut = O resto é longo demais para mostrar; a API o entrega inteiro.
letters-open = Abrir
letters-reason = Por que você abre
letters-retry = Tentar de novo as que falharam…
letters-replay = Reler estas…
letters-would = { $count ->
    [one] Uma carta seria relida. O que já está guardado fica como está.
   *[other] { $count } cartas seriam relidas. O que já está guardado fica como está.
  }
letters-would-most = { $count } cartas ou mais seriam relidas. O que já está guardado fica como está.
letters-go = Reler
letters-leave = Deixar
letters-done = Relidas: { $count }
letter-new = nova
letter-done = tratada
letter-failed = falhou
letter-waiting = esperando
letter-unclaimed = sem hotel
letter-kept = guardada
unclaimed-none = Todo número que escreve tem seu hotel.
unclaimed-about = O que veio para estes números fica guardado, e chega quando um hotel os assume.
unclaimed-dialled = Telefone
unclaimed-account = Conta comercial
unclaimed-letters = Cartas
unclaimed-first = Primeira
unclaimed-last = Última
trace-none = Abra pelo menu de uma mensagem.
trace-message = Mensagem
trace-inbound = do hóspede
trace-outbound = do hotel
trace-when = Quando
trace-part = Onde
trace-what = O quê
trace-conversation = Ir para a conversa
trace-waited = após { $ms } ms
trace-letter = carta { $id }
trace-refused = tentativas recusadas: { $count }
trace-attempts = tentativas: { $count }
trace-part-try = tentativa anterior
trace-part-stored = guardada
trace-part-step = status
trace-part-letter = webhook
trace-part-call = chamada
trace-part-file = arquivo
trace-part-tap = toque
trace-part-event = ao vivo
trace-part-sending = caixa de saída

## As palavras da Meta

meta-tier-50 = 50
meta-tier-250 = 250
meta-tier-1k = 1.000
meta-tier-2k = 2.000
meta-tier-10k = 10.000
meta-tier-100k = 100.000
meta-tier-unlimited = sem limite
meta-tier-not-set = ainda não definido
meta-green = alta
meta-yellow = média
meta-red = baixa
meta-marketing = marketing
meta-utility = utilidade
meta-authentication = autenticação
meta-approved = aprovado
meta-rejected = recusado
meta-pending = em análise
meta-pending-review = em análise
meta-deferred = adiado
meta-reserved = reservado
meta-deleted = removido
meta-paused = pausado
meta-reinstated = ativo de novo
meta-invalid-format = formato inválido
meta-abusive-content = conteúdo abusivo
meta-tag-content-mismatch = o conteúdo não é da categoria escolhida
meta-incorrect-category = categoria errada
meta-promotional = conteúdo promocional
meta-scam = suspeita de fraude
meta-restricted-biz-initiated-messaging = não pode começar conversas
meta-restricted-customer-initiated-messaging = não pode responder aos hóspedes
meta-restricted-add-phone-number-action = não pode receber outros números
meta-restricted-business-initiated-calling = não pode ligar para hóspedes
meta-restricted-user-initiated-calling = não pode receber ligações
meta-in-appeal = em recurso
meta-disabled = desativado
meta-flagged = em risco
meta-limit-exceeded = limite de modelos atingido
meta-locked = bloqueado
meta-archived = arquivado
meta-pending-deletion = sendo excluído
meta-none = nenhum
meta-available-without-review = em uso, sem análise
meta-declined = recusado
meta-expired = vencido
meta-non-exists = sem nome
meta-name-employee-account = parece o nome de um funcionário
meta-name-essential-words-missing = faltam palavras essenciais

## Tudo o que se pode dizer

reply = Responder
react = Reagir
react-with = Reagir com { $emoji }
react-more = Mais reações
reaction-back = Tirar a reação
reaction-back-of = Tirar { $emoji }
reaction-refused = O WhatsApp não aceitou esta reação.
cancel-sending = Cancelar o envio
cancel = Cancelar
discard = Descartar
answering = Respondendo a { $who }
answering-leave = Não responder a esta mensagem
attach = Anexar ou enviar algo mais
attach-media = Fotos e vídeos
attach-document = Documento
attach-template = Modelo
attach-location = Localização
attach-contacts = Contato
attach-buttons = Pergunta com botões
attach-list = Lista de opções
attach-link = Botão com link
attach-wish-location = Pedir a localização
attach-wish-contact = Pedir o contato
wish-location-usual = Onde você está? Toque no botão para enviar a sua localização.
wish-contact-usual = Pode compartilhar o seu contato? Basta tocar no botão.
drop-here = Solte aqui para anexar
drop-what = Fotos, vídeos, áudios e documentos
emoji = Emojis
emoji-people = Pessoas
emoji-stay = Estadia
emoji-table = Mesa
emoji-things = Avisos e lugares
send-later = Enviar depois
send-when-guest-writes = Enviar quando o hóspede escrever
composer-placeholder-later = Escreva o que sai quando o hóspede escrever
composer-never-open = Este hóspede ainda não escreveu para este número.
later-note = Fica guardado e sai assim que o hóspede escrever.
later-leave = Voltar aos modelos
closed-templates = Enviar um modelo
closed-later = Escrever para depois
limited = { $count ->
    [one] Uma mensagem espera um pouco.
   *[other] { $count } mensagens esperam um pouco.
}
limited-text = Foram muitas em pouco tempo; elas saem sozinhas, na ordem.
limited-left = Faltam { $left }
record = Gravar mensagem de voz
recording = Gravação de voz
recording-length = Gravado: { $length }
record-asking = Permita o uso do microfone para gravar.
record-refused = Este navegador não deixou usar o microfone. Libere-o nas permissões do site e tente de novo.
record-discard = Descartar a gravação
record-pause = Pausar
record-go-on = Continuar gravando
record-listen = Ouvir antes de enviar
record-silence = Parar de ouvir
uploading = Enviando o arquivo…
upload-stop = Cancelar este envio
tray = Arquivos para enviar
tray-leave = Não enviar estes arquivos
tray-as = Enviar como
tray-look = Ver { $name }
tray-out = Tirar { $name }
tray-more = Mais arquivos
tray-no-preview = Sem pré-visualização
tray-too-many = Só cabem { $most } arquivos por vez. Envie estes e anexe os outros em seguida.
tray-send = { $count ->
    [one] Enviar
   *[other] Enviar { $count } arquivos
}
caption = Escreva uma legenda
caption-none = O WhatsApp não mostra legenda aqui.
caption-over = { $count ->
    [one] { $count } caractere a mais que o limite de 1.024
   *[other] { $count } caracteres a mais que o limite de 1.024
}
file-empty = Este arquivo está vazio.
file-too-big = Grande demais para ir assim: o limite é { $most }.
trouble-file-gone = O arquivo já não está neste navegador. Anexe-o de novo.
uncertain-question = Esta mensagem chegou ao hóspede?
uncertain-text = A conexão caiu no meio do envio, e o WhatsApp ainda não confirmou. Veja se o hóspede reagiu a ela.
uncertain-arrived = Chegou
uncertain-not-arrived = Não chegou
uncertain-again = Enviar de novo
scheduled-count = { $count ->
    [one] Uma mensagem agendada
   *[other] { $count } mensagens agendadas
}
scheduled-next = a próxima: { $moment }
scheduled-for = Agendada para { $moment }
scheduled-for-guest = Sai quando o hóspede escrever
scheduled-guest = quando o hóspede escrever
scheduled-change = Mudar
scheduled-cancel = Cancelar
schedule = Enviar depois
schedule-change = Mudar mensagem agendada
schedule-words = Mensagem
schedule-in-an-hour = Daqui a uma hora
schedule-this-evening = Hoje no fim da tarde
schedule-tomorrow-morning = Amanhã de manhã
schedule-tomorrow-afternoon = Amanhã à tarde
schedule-monday-morning = Segunda de manhã
schedule-at = Dia e hora
schedule-zone = No horário do hotel ({ $zone })
schedule-do = Agendar
schedule-save = Guardar
schedule-guest = Quando o hóspede escrever
schedule-guest-text = Sai assim que a próxima mensagem dele chegar.
schedule-note = Na hora, o Recado confere de novo se o WhatsApp ainda permite enviar.
preview = Como o hóspede vê
say-body = Mensagem
say-more = Título e rodapé
say-header = Título (opcional)
say-footer = Rodapé (opcional)
say-button = Botão { $number }
say-button-out = Tirar o botão { $number }
say-button-add = Mais um botão
say-twice = Dois botões não podem dizer o mesmo.
say-link-text = Texto do botão
say-link-url = Endereço
say-list-button = Botão que abre a lista
say-list-button-usual = Ver opções
say-section = Seção { $number }
say-section-title = Nome da seção
say-section-title-maybe = Nome da seção (opcional)
say-section-add = Mais uma seção
say-section-out = Tirar a seção { $number }
say-row = Opção { $number }
say-row-description = Descrição (opcional)
say-row-add = Mais uma opção
say-row-out = Tirar a opção { $number }
say-point = Onde fica
say-point-hint = Cole latitude e longitude, ou o link completo de um mapa.
say-point-wrong = Não há um ponto nisto. Cole latitude e longitude, como -22.9867, -43.2050.
say-place-name = Nome do lugar (opcional)
say-place-address = Endereço (opcional)
say-before = Lugares já enviados
say-person = Contato { $number }
say-person-add = Mais um contato
say-person-out = Tirar o contato { $number }
say-first-name = Nome
say-last-name = Sobrenome
say-phone = Telefone
say-email = E-mail
say-company = Empresa
buttons-of-message = Botões para o hóspede
button-list = Ver opções
button-location_request_message = Enviar localização
button-request_contact_info = Compartilhar contato
button-address_message = Informar endereço
button-product = Ver item
button-catalog_message = Ver catálogo
button-product_list = Ver itens
button-call_permission_request = Permitir ligações
button-voice_call = Ligar agora
button-flow = Abrir formulário
asked-list = Opções
asked-rows = { $count ->
    [one] Ver a opção
   *[other] Ver as { $count } opções
}
carousel = { $count ->
    [one] Um cartão
   *[other] { $count } cartões
}
template-sent = Modelo { $name }, { $language }
templates-choose = Escolher um modelo
templates-search = Buscar por nome ou palavra
templates-others = Outros modelos
offers-none = Nenhum modelo pronto para este hóspede
offers-none-text = Só modelos aprovados pela Meta podem abrir uma conversa.
offers-make = Criar modelos
template-nothing = Este modelo está pronto: não há nada a preencher.
template-value = Valor { $number }
template-in-button = Botão “{ $button }”
template-in-header = no título
template-in-card = cartão { $number }
template-filled = Preenchido com o que sabemos. Mude se quiser.
template-address = Completa o endereço { $address }
template-example = Por exemplo: { $example }
template-file-image = Foto
template-file-video = Vídeo
template-file-document = Documento
template-file-choose = Escolher arquivo
template-file-other = Usar outro arquivo
template-until = A oferta vale até

## The outbox's console

page-outbox = Caixa de saída
lot-failed = Não saíram
lot-uncertain = Sem confirmação
lot-parked = Paradas
lot-waiting = Na fila
lot-none-failed = Nada falhou nos últimos 30 dias.
lot-none-uncertain = De todas as mensagens se sabe o que aconteceu.
lot-none-parked = Nada está parado.
lot-none-waiting = A fila está vazia.
lane-automation = automática
lane-campaign = campanha
outbox-messages = Mensagens
outbox-because = Motivo
outbox-oldest = Desde
outbox-guest = Hóspede
outbox-since = Desde
outbox-deeds = O que fazer
outbox-due = Nova tentativa: { $when }
outbox-cancel = Cancelar
outbox-retry = Tentar de novo
outbox-arrived = Chegou
outbox-not-arrived = Não chegou
outbox-send-again = Enviar de novo
outbox-trace = Caminho

## Modelos no console

templates-create = Criar modelo
templates-sync = Atualizar lista
templates-synced = { $found ->
    [one] { $found } modelo na Meta
   *[other] { $found } modelos na Meta
}, { $changed ->
    [0] nada mudou
    [one] { $changed } mudou
   *[other] { $changed } mudaram
}
templates-synced-at = Atualizada { $at }
templates-gone = Mostrar também os excluídos
templates-name-own = Nome do modelo
templates-name-hint = Só para a equipe; o hóspede não vê. Letras minúsculas, números e _.
templates-category-utility = Utilidade: sobre uma reserva ou estada que o hóspede já tem. Promoções aqui fazem a Meta mudar a categoria.
templates-category-marketing = Marketing: ofertas, novidades e convites. Custa mais, e quem não quer promoções não recebe.
templates-words = O que o hóspede lê
templates-header = Título
templates-header-none = Sem título
templates-header-text = Texto do título
templates-header-image = Foto
templates-header-video = Vídeo
templates-header-document = Documento PDF
templates-header-location = Mapa
templates-sample = Arquivo de exemplo
templates-sample-hint = A Meta usa na análise, e ele vai em cada envio que não escolher outro.
templates-body = Texto
templates-body-hint = *negrito*, _itálico_. Marque com chaves duplas o que muda a cada hóspede; o texto não pode começar nem terminar assim.
templates-insert = Inserir campo
templates-variable = campo_
templates-footer = Rodapé (opcional)
templates-buttons = Botões
templates-button = Botão { $number }
templates-button-add = Adicionar botão
templates-button-remove = Remover o botão { $number }
templates-button-quick-reply = Resposta rápida
templates-button-url = Abrir um site
templates-button-phone-number = Ligar
templates-button-copy-code = Copiar código
templates-button-text = Texto do botão
templates-button-address = Endereço
templates-button-address-hint = Se o final muda a cada hóspede, termine com {"{{"}1{"}}"}
templates-button-example = Exemplo do endereço completo
templates-button-phone = Telefone
templates-button-coupon = Exemplo de código
templates-filling = De onde vem cada campo
templates-filling-hint = O exemplo é só para a análise da Meta. Nos envios vale o campo escolhido; se ele estiver vazio, o texto reserva.
templates-example = Exemplo
templates-from = Preencher com
templates-from-nobody = O que a equipe escrever
templates-from-later = { $what } (em breve)
templates-fallback = Se estiver vazio
templates-hand-in = Enviar para análise
templates-keep = Salvar
templates-kept = Salvo
templates-handed-in = Enviado. A Meta costuma responder em minutos, no máximo em um dia.
templates-back = Voltar à lista
templates-closed = O texto só pode mudar depois que a Meta terminar a análise. O preenchimento pode mudar agora.
templates-others-note = Este modelo tem partes que esta página não altera, como cartões ou ofertas. Altere-as no Gerenciador do WhatsApp; o preenchimento pode mudar aqui.
templates-delete = Excluir
templates-delete-sure = Excluir na Meta também? O nome de um modelo aprovado fica bloqueado por 30 dias.
templates-delete-go = Excluir de vez
library-title = Modelos prontos
library-text = Quatro mensagens que todo hotel usa, em português, inglês e espanhol.
library-look = Ver
library-take = { $count ->
    [one] Enviar para análise
   *[other] Enviar { $count } idiomas para análise
}

## Our own templates and what fills them, by their names at Meta
named-booking-confirmation = Confirmação de reserva
named-checkin-reminder = Lembrete de chegada
named-stay-welcome = Boas-vindas
named-stay-review = Pedido de avaliação
named-guest-name = Nome do hóspede
named-hotel-name = Nome do hotel
named-hotel-address = Endereço do hotel
named-check-in-date = Dia da chegada
named-check-in-time = Hora da entrada
named-check-out-date = Dia da saída
named-check-out-time = Hora da saída
named-room-type = Acomodação
named-room-number = Quarto
named-guests = Hóspedes
named-booking-code = Código da reserva
named-wifi-name = Rede Wi-Fi
named-wifi-password = Senha do Wi-Fi
named-breakfast-hours = Horário do café da manhã
