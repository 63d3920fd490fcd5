# El chat en español.

claim = Cada recado llega a quien está en la recepción.
claim-guest = ¡Buenas noches! ¿Todavía se puede cenar en el hotel?
claim-answer = ¡Buenas noches, Marina! La cocina abre hasta las 23 h. ¿Le reservo una mesa?
starting = Abriendo Recado
loading = Cargando…
language = Idioma
try-again = Reintentar
edit = Editar
sign-out = Salir
search = Buscar conversaciones
search-clear = Borrar búsqueda

## Errores

error-unexpected = Algo salió mal ({ $code }). Inténtelo de nuevo.
error-no-answer = No se pudo hablar con el servidor. Revise la conexión e inténtelo de nuevo.

## Entrada

sign-in-title = Bienvenido de nuevo
sign-in-lead = Entre para atender a los huéspedes.
sign-in-lead-hotel = Entre para atender a los huéspedes de { $hotel }.
sign-in-do = Entrar
sign-in-busy = Entrando…
session-ended = Su sesión terminó. Entre de nuevo; lo que estaba escribiendo se guardó.
field-hotel = Hotel
field-hotel-hint = El código de su hotel. Déjelo vacío si administra la plataforma.
field-hotel-unknown = No conocemos este hotel. Revise el código.
field-email = Correo electrónico
field-password = Contraseña
field-current-password = Contraseña actual
field-new-password = Nueva contraseña
field-new-password-hint = Al menos 8 caracteres. Una frase corta es una buena contraseña.
field-again = Nueva contraseña, otra vez
field-again-differs = Las dos contraseñas no son iguales.
password-show = Mostrar contraseña
new-password-title = Elija una contraseña suya
new-password-lead = Hola, { $name }. La contraseña que recibió es provisional.
new-password-do = Guardar y continuar
unreachable-title = El servidor no responde
unreachable-lead = En cuanto vuelva, usted sigue donde estaba.
elsewhere-title = Usted está en { $here }
elsewhere-lead = Esta dirección es de { $wanted }, y solo se entra en un hotel a la vez.
elsewhere-stay = Seguir en { $here }
elsewhere-go = Salir y entrar en { $wanted }
no-chat-title = Hola, { $name }
no-chat-lead = Su trabajo está en la aplicación del móvil. La recepción atiende las conversaciones de los huéspedes.

## La casa

house-title = Entró como administrador de la plataforma
house-lead = Los hoteles de la casa, y la consola con lo que le necesita.
house-hotels = Hoteles
house-none = Todavía no hay hoteles.
hotel-trial = en prueba
hotel-active = activo
hotel-suspended = suspendido

## El lugar de trabajo

rooms = Áreas
room-inbox = Conversaciones
room-console = Consola
room-unread = { $name }, { $count ->
    [one] { $count } sin leer
   *[other] { $count } sin leer
}
account = Su cuenta
account-of = Cuenta de { $name }
role-tenant-admin = Administración
role-manager = Gerencia
role-attendant = Atención
role-agent = Equipo externo
role-super-admin = Plataforma
line-lost = Reconectando…
line-offline = Sin internet. Lo que envíe saldrá en cuanto vuelva.
line-replaced = Recado se abrió en otra ventana, y esta dejó de recibir mensajes.
line-take-back = Usar aquí
skip-to-thread = Ir a la conversación
announce = Nuevo mensaje de { $name }: { $text }

## La lista

filters = Filtros
filter-all = Todas
filter-unread = Sin leer
list-failed = No se pudieron cargar las conversaciones.
list-empty-all = Todavía no hay conversaciones
list-empty-all-text = Cuando un huésped escriba, la conversación aparecerá aquí al momento.
list-empty-unread = Todo leído
list-empty-unread-text = Ningún huésped está esperando.
list-empty-search = No se encontró nada
list-empty-search-text = Pruebe otro nombre, teléfono o palabra.
guest-unnamed = Huésped
group-unnamed = Grupo
unread-count = { $count ->
    [one] { $count } mensaje sin leer
   *[other] { $count } mensajes sin leer
}
typing-colleague = un colega escribe…
draft = Borrador:
no-messages = Todavía no hay mensajes
kind-text = Texto
kind-image = Foto
kind-video = Vídeo
kind-audio = Audio
kind-voice = Mensaje de voz
kind-document = Documento
kind-sticker = Sticker
kind-location = Ubicación
kind-contacts = Contacto
kind-reaction = Reacción
kind-template = Plantilla
kind-interactive = Respuesta
kind-button = Respuesta
kind-order = Pedido
kind-system = Aviso de WhatsApp
kind-call = Llamada
kind-withdrawn = Mensaje eliminado
kind-unsupported = Mensaje que WhatsApp no entrega
kind-unknown = Mensaje de otro tipo

## La conversación

thread = Conversación
thread-none = Elija una conversación
thread-none-text = Los mensajes de los huéspedes llegan aquí en el momento en que se escriben.
key-search = para buscar
key-step = para cambiar de conversación
thread-failed = No se pudo cargar esta conversación.
thread-missing = Esta conversación no existe o no es suya.
back-to-list = Volver a las conversaciones
through = por { $number }
typing-colleagues = { $count ->
    [one] Un colega está escribiendo
   *[other] { $count } colegas están escribiendo
}
hours = { $count } h
minutes = { $count } min
window-closed = Ventana cerrada
window-until = Ventana de respuesta de WhatsApp: hasta { $moment }
messages = Mensajes
older-failed = No se pudieron cargar los anteriores. Reintentar
beginning = Comienzo de la conversación
unread-below = { $count ->
    [one] { $count } mensaje sin leer
   *[other] { $count } mensajes sin leer
}
new-below = { $count ->
    [one] { $count } mensaje nuevo
   *[other] { $count } mensajes nuevos
}
to-bottom = Ir al final
said-by-us = Nosotros:
said-by-guest = Huésped:
sent-by-bot = automático
kind-unknown-in-bubble = El huésped envió algo que esta pantalla no muestra ({ $kind }).
day-today = hoy
day-yesterday = ayer

status-received = Recibido
status-scheduled = Programado
status-pending = En cola
status-sent = Enviado
status-delivered = Entregado
status-read = Leído
status-played = Escuchado
status-failed = No entregado
status-refused = No enviado
status-cancelled = Cancelado
status-uncertain = Sin confirmación

trouble-failed = WhatsApp no entregó este mensaje.
trouble-code = código { $code }
trouble-refused = Este mensaje no se envió.
trouble-uncertain = No sabemos si este mensaje llegó a WhatsApp. Espere la confirmación antes de repetirlo.

## El campo de respuesta

composer-placeholder = Escriba un mensaje
composer-left = { $count ->
    [one] queda { $count } carácter
   *[other] quedan { $count } caracteres
}
composer-over = { $count ->
    [one] { $count } carácter sobre el límite de 4.096
   *[other] { $count } caracteres sobre el límite de 4.096
}
composer-closed = La ventana de 24 horas de WhatsApp se cerró el { $moment }.
composer-closed-text = En cuanto el huésped vuelva a escribir, podrá responder aquí.
composer-cannot-send = Este número no puede enviar ahora.
composer-cannot-send-text = Lo que escriba queda guardado en este navegador y sale cuando el número vuelva, con Recado abierto.
composer-see-number = Ver el número
composer-read-only = Puede leer esta conversación, pero no responder.
composer-group = Aquí puede leer el grupo, pero todavía no responderle. Responda desde el celular del hotel.
send = Enviar

## La consola

console = Consola
console-leave = Volver a las conversaciones
console-back = Volver
console-missing = Esta página no existe o no es para usted.

## Los mensajes de cada tipo

close = Cerrar
copy = Copiar texto
download = Descargar
download-name = Descargar { $name }
message-menu = Opciones del mensaje
trace-open = Ver el camino de este mensaje
raw-show = Ver lo que envió WhatsApp
raw-title = Lo que envió WhatsApp
media-downloading = Descargando…
media-failed-expired = WhatsApp ya no guarda este archivo.
media-failed-too-big = El archivo es demasiado grande para guardarlo aquí.
media-failed-forbidden-type = Este tipo de archivo no se acepta, por seguridad.
media-failed-corrupt = El archivo llegó dañado.
media-failed-unreachable = No se pudo obtener este archivo de WhatsApp.
media-not-shown = No se pudo abrir el archivo.
media-not-heard = Este navegador no pudo reproducir el audio.
picture-open = Ampliar foto: { $name }
picture-previous = Foto anterior
picture-next = Foto siguiente
video-play = Ver el video { $length }
audio-play = Escuchar: { $name }
audio-pause = Pausar: { $name }
audio-place = Posición en el audio
audio-at = { $at } de { $length }
audio-speed = Velocidad { $speed }×
place-map = Abrir en el mapa
contact-save = Guardar
contact-chat = Conversar
contact-no-chat = Aún no escribió al hotel
contact-asked-for = Contacto enviado a pedido del hotel
tapped = Respuesta elegida:
flow-filled = Formulario respondido
flow-address = Dirección enviada
address-name = Nombre
address-phone-number = Teléfono
address-in-pin-code = Código postal
address-sg-post-code = Código postal
address-house-number = Número
address-floor-number = Piso
address-tower-number = Torre
address-building-name = Edificio
address-unit-number = Unidad
address-address = Dirección
address-landmark-area = Punto de referencia
address-city = Ciudad
address-state = Estado
calls-allowed = El huésped permitió llamadas del hotel
calls-allowed-until = El huésped permitió llamadas del hotel hasta { $moment }
calls-refused = El huésped no permitió llamadas del hotel
order-of = { $count ->
    [one] Pedido de { $count } artículo
   *[other] Pedido de { $count } artículos
}
order-each = { $price } cada uno
order-total = Total
product-asked = Pregunta sobre un producto
referral-ad = Vino de un anuncio
referral-post = Vino de una publicación
forwarded = Reenviado
forwarded-often = Reenviado muchas veces
quote-us = Hotel
quote-guest = Huésped
quote-earlier = Respuesta a un mensaje anterior
quote-jump = Ir al mensaje respondido
reactions = Reacciones
edited = editado
edited-show = Ver lo que decía antes
edited-title = Antes y después
edited-now = Ahora, desde { $moment }
edited-no-words = Sin texto
withdrawn-by-guest = El huésped eliminó este mensaje
withdrawn-by-us = Mensaje eliminado
sent-from-phone = enviado desde el celular
partly-lost = Parte de este mensaje no llegó.
call-missed = Llamada perdida del huésped
call-missed-by-guest = El huésped no atendió la llamada
call-theirs = Llamada del huésped
call-ours = Llamada al huésped
call-lasted = Llamada de { $length }
system-changed-number = El huésped cambió de número
system-changed-number-to = El huésped cambió de número: ahora es { $phone }
system-changed-user-id = WhatsApp dio un nuevo identificador a este huésped
system-identity-changed = El código de seguridad de este huésped cambió
group-created = Grupo creado
group-deleted = Grupo eliminado
group-joined = { $who } entró en el grupo
group-left = { $who } salió del grupo
group-changed = El grupo cambió
group-suspended = WhatsApp suspendió este grupo
group-unsuspended = WhatsApp liberó este grupo
unsupported-other = El huésped envió algo que WhatsApp no entrega a empresas. Pídale que lo envíe de otra forma.
unsupported-edit = El huésped editó un mensaje, y WhatsApp no dijo cuál.
unsupported-poll = El huésped envió una encuesta, que WhatsApp no entrega a empresas.
unsupported-event = El huésped envió un evento, que WhatsApp no entrega a empresas.
unsupported-view-once = El huésped envió algo para ver una sola vez, que WhatsApp no entrega a empresas.
unsupported-live-location = El huésped compartió su ubicación en vivo, que WhatsApp no entrega a empresas.
unsupported-too-big = El huésped envió un archivo mayor de lo que WhatsApp entrega (100 MB). Pídale uno más pequeño.
no-marketing = sin promociones
no-marketing-since = No quiere promociones desde { $moment }
window-free = gratis
window-free-until = El huésped vino de un anuncio: Meta no cobra hasta { $moment }

## Números, avisos y plantillas

bell = Avisos
bell-count = { $count ->
    [one] { $count } aviso abierto
   *[other] { $count } avisos abiertos
}
page-notices = Avisos
page-numbers = Números
page-templates = Plantillas
notices-none = Nada necesita de usted ahora.
notices-all = Mostrar también los resueltos
notices-count = { $count } veces
notices-data = Datos
notices-dismiss = Descartar
notice-state-dismissed = descartado
notice-state-resolved = resuelto
severity-info = Novedad
severity-warning = Atención
severity-critical = Urgente
numbers-none = Este hotel todavía no tiene un número de WhatsApp.
numbers-test = Probar los números ahora
numbers-well = Todo bien
numbers-wrong = Con problemas
numbers-sends = Envía y recibe
numbers-stopped = No puede enviar
numbers-since = Desde { $at }.
numbers-quality = Calidad
numbers-limit = Límite de conversaciones nuevas por día
numbers-rate = Velocidad
numbers-a-second = { $count } mensajes por segundo
numbers-name = Nombre
numbers-username = Nombre de usuario
numbers-review = Revisión de la cuenta
numbers-restrictions = Restricciones
numbers-restricted-until = { $what } hasta el { $at }
numbers-id = ID del número
numbers-account = ID de la cuenta comercial
numbers-set-up = Aplicación de Meta
numbers-set-up-platform = de la plataforma
numbers-set-up-own = del propio hotel
numbers-two-secrets = Dos secretos de la aplicación valen ahora: el nuevo y el anterior.
numbers-former = La firma de la aplicación anterior ({ $app }) todavía vale.
numbers-retire = Retirar el anterior
reconnect-token = Nuevo token de acceso de Meta
reconnect-do = Reconectar
callback-look = Ver adónde envía WhatsApp los mensajes
callback-here = Los mensajes llegan aquí
callback-elsewhere = Los mensajes van a otro lugar
callback-unsubscribed = La aplicación no está suscrita a esta cuenta.
callback-set = Traerlos aquí
callback-remove = Volver a la dirección de la aplicación
callback-number = Dirección de este número
callback-account = Dirección de la cuenta
callback-application = Dirección de la aplicación
templates-none = WhatsApp todavía no habló de ninguna plantilla de este hotel.
templates-name = Plantilla
templates-language = Idioma
templates-status = Estado
templates-category = Categoría
templates-quality = Calidad
templates-soon = → { $category } el { $at }

## La consola de la bandeja de entrada, y el camino de un mensaje

page-inbox = Cartas recibidas
page-unclaimed = Números sin hotel
page-trace = Camino del mensaje
letters-none = No hay cartas aquí.
letters-more = Mostrar más
letters-state = Estado
letters-any = cualquiera
letters-number = Número
letters-kind = Tipo
letters-since = Desde
letters-until = Hasta
letters-id = Carta
letters-received = Recibida
letters-error = Error
letters-key = Clave
letters-attempts = Intentos fallidos
letters-waiting-for = Espera a
letters-handled = Atendida
letters-put-back = Releída
letters-size = Tamaño
letters-bytes = { $count } bytes
letters-cut = El resto es demasiado largo para mostrarlo; la API lo entrega entero.
letters-open = Abrir
letters-reason = Por qué la abre
letters-retry = Reintentar las que fallaron…
letters-replay = Releer estas…
letters-would = { $count ->
    [one] Se releería una carta. Lo ya guardado queda como está.
   *[other] Se releerían { $count } cartas. Lo ya guardado queda como está.
  }
letters-would-most = Se releerían { $count } cartas o más. Lo ya guardado queda como está.
letters-go = Releer
letters-leave = Dejar
letters-done = Releídas: { $count }
letter-new = nueva
letter-done = atendida
letter-failed = falló
letter-waiting = esperando
letter-unclaimed = sin hotel
letter-kept = guardada
unclaimed-none = Todo número que escribe tiene su hotel.
unclaimed-about = Lo que llegó para estos números se guarda, y llega cuando un hotel los asume.
unclaimed-dialled = Teléfono
unclaimed-account = Cuenta comercial
unclaimed-letters = Cartas
unclaimed-first = Primera
unclaimed-last = Última
trace-none = Ábralo desde el menú de un mensaje.
trace-message = Mensaje
trace-inbound = del huésped
trace-outbound = del hotel
trace-when = Cuándo
trace-part = Dónde
trace-what = Qué
trace-conversation = Ir a la conversación
trace-waited = tras { $ms } ms
trace-letter = carta { $id }
trace-refused = intentos rechazados: { $count }
trace-attempts = intentos: { $count }
trace-part-try = intento anterior
trace-part-stored = guardado
trace-part-step = estado
trace-part-letter = webhook
trace-part-call = llamada
trace-part-file = archivo
trace-part-tap = toque
trace-part-event = en vivo
trace-part-sending = bandeja de salida

## Las palabras de Meta

meta-tier-50 = 50
meta-tier-250 = 250
meta-tier-1k = 1.000
meta-tier-2k = 2.000
meta-tier-10k = 10.000
meta-tier-100k = 100.000
meta-tier-unlimited = sin límite
meta-tier-not-set = aún sin definir
meta-green = alta
meta-yellow = media
meta-red = baja
meta-marketing = marketing
meta-utility = utilidad
meta-authentication = autenticación
meta-approved = aprobado
meta-rejected = rechazado
meta-pending = en revisión
meta-pending-review = en revisión
meta-deferred = aplazado
meta-reserved = reservado
meta-deleted = eliminado
meta-paused = pausado
meta-reinstated = activo de nuevo
meta-invalid-format = formato inválido
meta-abusive-content = contenido abusivo
meta-tag-content-mismatch = el contenido no es de la categoría elegida
meta-incorrect-category = categoría equivocada
meta-promotional = contenido promocional
meta-scam = sospecha de fraude
meta-restricted-biz-initiated-messaging = no puede iniciar conversaciones
meta-restricted-customer-initiated-messaging = no puede responder a los huéspedes
meta-restricted-add-phone-number-action = no puede incorporar otros números
meta-restricted-business-initiated-calling = no puede llamar a huéspedes
meta-restricted-user-initiated-calling = no puede recibir llamadas
meta-in-appeal = en apelación
meta-disabled = desactivado
meta-flagged = en riesgo
meta-limit-exceeded = límite de plantillas superado
meta-locked = bloqueado
meta-archived = archivado
meta-pending-deletion = eliminándose
meta-none = ninguno
meta-available-without-review = en uso, sin revisión
meta-declined = rechazado
meta-expired = vencido
meta-non-exists = sin nombre
meta-name-employee-account = parece el nombre de un empleado
meta-name-essential-words-missing = faltan palabras esenciales

## Todo lo que se puede decir

reply = Responder
react = Reaccionar
react-with = Reaccionar con { $emoji }
react-more = Más reacciones
reaction-back = Quitar la reacción
reaction-back-of = Quitar { $emoji }
reaction-refused = WhatsApp no aceptó esta reacción.
cancel-sending = Cancelar el envío
cancel = Cancelar
discard = Descartar
answering = Respondiendo a { $who }
answering-leave = No responder a este mensaje
attach = Adjuntar o enviar algo más
attach-media = Fotos y videos
attach-document = Documento
attach-template = Plantilla
attach-location = Ubicación
attach-contacts = Contacto
attach-buttons = Pregunta con botones
attach-list = Lista de opciones
attach-link = Botón con enlace
attach-wish-location = Pedir la ubicación
attach-wish-contact = Pedir el contacto
wish-location-usual = ¿Dónde está? Toque el botón para enviar su ubicación.
wish-contact-usual = ¿Puede compartir su contacto? Basta con tocar el botón.
drop-here = Suelte aquí para adjuntar
drop-what = Fotos, videos, audios y documentos
emoji = Emojis
emoji-people = Personas
emoji-stay = Estancia
emoji-table = Mesa
emoji-things = Avisos y lugares
send-later = Enviar después
send-when-guest-writes = Enviar cuando el huésped escriba
composer-placeholder-later = Escriba lo que sale cuando el huésped escriba
composer-never-open = Este huésped aún no ha escrito a este número.
later-note = Queda guardado y sale en cuanto el huésped escriba.
later-leave = Volver a las plantillas
closed-templates = Enviar una plantilla
closed-later = Escribir para después
limited = { $count ->
    [one] Un mensaje espera un poco.
   *[other] { $count } mensajes esperan un poco.
}
limited-text = Fueron muchos en poco tiempo; salen solos, en orden.
limited-left = Faltan { $left }
record = Grabar un mensaje de voz
recording = Grabación de voz
recording-length = Grabado: { $length }
record-asking = Permita el uso del micrófono para grabar.
record-refused = Este navegador no dejó usar el micrófono. Actívelo en los permisos del sitio e inténtelo de nuevo.
record-discard = Descartar la grabación
record-pause = Pausar
record-go-on = Seguir grabando
record-listen = Escuchar antes de enviar
record-silence = Dejar de escuchar
uploading = Subiendo el archivo…
upload-stop = Cancelar este envío
tray = Archivos para enviar
tray-leave = No enviar estos archivos
tray-as = Enviar como
tray-look = Ver { $name }
tray-out = Quitar { $name }
tray-more = Más archivos
tray-no-preview = Sin vista previa
tray-too-many = Solo caben { $most } archivos a la vez. Envíe estos y adjunte los demás después.
tray-send = { $count ->
    [one] Enviar
   *[other] Enviar { $count } archivos
}
caption = Escriba una leyenda
caption-none = WhatsApp no muestra leyenda aquí.
caption-over = { $count ->
    [one] { $count } carácter por encima del límite de 1.024
   *[other] { $count } caracteres por encima del límite de 1.024
}
file-empty = Este archivo está vacío.
file-too-big = Demasiado grande para enviarlo así: el límite es { $most }.
trouble-file-gone = El archivo ya no está en este navegador. Adjúntelo de nuevo.
uncertain-question = ¿Este mensaje llegó al huésped?
uncertain-text = La conexión se cortó durante el envío y WhatsApp aún no lo confirmó. Vea si el huésped reaccionó.
uncertain-arrived = Llegó
uncertain-not-arrived = No llegó
uncertain-again = Enviar de nuevo
scheduled-count = { $count ->
    [one] Un mensaje programado
   *[other] { $count } mensajes programados
}
scheduled-next = el próximo: { $moment }
scheduled-for = Programado para el { $moment }
scheduled-for-guest = Sale cuando el huésped escriba
scheduled-guest = cuando el huésped escriba
scheduled-change = Cambiar
scheduled-cancel = Cancelar
schedule = Enviar después
schedule-change = Cambiar el mensaje programado
schedule-words = Mensaje
schedule-in-an-hour = En una hora
schedule-this-evening = Hoy al final de la tarde
schedule-tomorrow-morning = Mañana por la mañana
schedule-tomorrow-afternoon = Mañana por la tarde
schedule-monday-morning = El lunes por la mañana
schedule-at = Día y hora
schedule-zone = En la hora del hotel ({ $zone })
schedule-do = Programar
schedule-save = Guardar
schedule-guest = Cuando el huésped escriba
schedule-guest-text = Sale en cuanto llegue su próximo mensaje.
schedule-note = Llegado el momento, Recado comprueba de nuevo que WhatsApp lo permita.
preview = Como lo ve el huésped
say-body = Mensaje
say-more = Título y pie
say-header = Título (opcional)
say-footer = Pie (opcional)
say-button = Botón { $number }
say-button-out = Quitar el botón { $number }
say-button-add = Otro botón
say-twice = Dos botones no pueden decir lo mismo.
say-link-text = Texto del botón
say-link-url = Dirección
say-list-button = Botón que abre la lista
say-list-button-usual = Ver opciones
say-section = Sección { $number }
say-section-title = Nombre de la sección
say-section-title-maybe = Nombre de la sección (opcional)
say-section-add = Otra sección
say-section-out = Quitar la sección { $number }
say-row = Opción { $number }
say-row-description = Descripción (opcional)
say-row-add = Otra opción
say-row-out = Quitar la opción { $number }
say-point = Dónde está
say-point-hint = Pegue latitud y longitud, o la dirección larga de un mapa.
say-point-wrong = Aquí no hay un punto. Pegue latitud y longitud, como -22.9867, -43.2050.
say-place-name = Nombre del lugar (opcional)
say-place-address = Dirección (opcional)
say-before = Lugares ya enviados
say-person = Contacto { $number }
say-person-add = Otro contacto
say-person-out = Quitar el contacto { $number }
say-first-name = Nombre
say-last-name = Apellido
say-phone = Teléfono
say-email = Correo
say-company = Empresa
buttons-of-message = Botones para el huésped
button-list = Ver opciones
button-location_request_message = Enviar ubicación
button-request_contact_info = Compartir contacto
button-address_message = Indicar dirección
button-product = Ver artículo
button-catalog_message = Ver catálogo
button-product_list = Ver artículos
button-call_permission_request = Permitir llamadas
button-voice_call = Llamar ahora
button-flow = Abrir formulario
asked-list = Opciones
asked-rows = { $count ->
    [one] Ver la opción
   *[other] Ver las { $count } opciones
}
carousel = { $count ->
    [one] Una tarjeta
   *[other] { $count } tarjetas
}
template-sent = Plantilla { $name }, { $language }
templates-choose = Elegir una plantilla
templates-search = Buscar por nombre o palabra
templates-others = Otras plantillas
offers-none = Ninguna plantilla lista para este huésped
offers-none-text = Solo las plantillas aprobadas por Meta pueden abrir una conversación.
offers-make = Crear plantillas
template-nothing = Esta plantilla está lista: no hay nada que completar.
template-value = Valor { $number }
template-in-button = Botón “{ $button }”
template-in-header = en el título
template-in-card = tarjeta { $number }
template-filled = Completado con lo que sabemos. Cámbielo si quiere.
template-address = Completa la dirección { $address }
template-example = Por ejemplo: { $example }
template-file-image = Foto
template-file-video = Video
template-file-document = Documento
template-file-choose = Elegir archivo
template-file-other = Usar otro archivo
template-until = La oferta vale hasta

## The outbox's console

page-outbox = Bandeja de salida
lot-failed = No enviados
lot-uncertain = Sin confirmar
lot-parked = Detenidos
lot-waiting = En fila
lot-none-failed = Nada falló en los últimos 30 días.
lot-none-uncertain = De todos los mensajes se sabe qué pasó.
lot-none-parked = Nada está detenido.
lot-none-waiting = La fila está vacía.
lane-automation = automático
lane-campaign = campaña
outbox-messages = Mensajes
outbox-because = Motivo
outbox-oldest = Desde
outbox-guest = Huésped
outbox-since = Desde
outbox-deeds = Qué hacer
outbox-due = Próximo intento: { $when }
outbox-cancel = Cancelar
outbox-retry = Intentar de nuevo
outbox-arrived = Llegó
outbox-not-arrived = No llegó
outbox-send-again = Enviar de nuevo
outbox-trace = Recorrido

## Plantillas en la consola

templates-create = Crear plantilla
templates-sync = Actualizar lista
templates-synced = { $found ->
    [one] { $found } plantilla en Meta
   *[other] { $found } plantillas en Meta
}, { $changed ->
    [0] nada cambió
    [one] { $changed } cambió
   *[other] { $changed } cambiaron
}
templates-synced-at = Actualizada { $at }
templates-gone = Mostrar también las eliminadas
templates-name-own = Nombre de la plantilla
templates-name-hint = Solo para el equipo; el huésped no lo ve. Letras minúsculas, números y _.
templates-category-utility = Utilidad: sobre una reserva o estancia que el huésped ya tiene. Las ofertas hacen que Meta cambie la categoría.
templates-category-marketing = Marketing: ofertas, novedades e invitaciones. Cuesta más, y quien no quiere publicidad no la recibe.
templates-words = Lo que lee el huésped
templates-header = Título
templates-header-none = Sin título
templates-header-text = Texto del título
templates-header-image = Foto
templates-header-video = Vídeo
templates-header-document = Documento PDF
templates-header-location = Mapa
templates-sample = Archivo de ejemplo
templates-sample-hint = Meta lo usa en la revisión, y va en cada envío que no elija otro.
templates-body = Texto
templates-body-hint = *negrita*, _cursiva_. Ponga entre llaves dobles lo que cambia con cada huésped; el texto no puede empezar ni terminar así.
templates-insert = Insertar campo
templates-variable = campo_
templates-footer = Pie (opcional)
templates-buttons = Botones
templates-button = Botón { $number }
templates-button-add = Añadir botón
templates-button-remove = Quitar el botón { $number }
templates-button-quick-reply = Respuesta rápida
templates-button-url = Abrir un sitio web
templates-button-phone-number = Llamar
templates-button-copy-code = Copiar código
templates-button-text = Texto del botón
templates-button-address = Dirección
templates-button-address-hint = Si el final cambia con cada huésped, termine con {"{{"}1{"}}"}
templates-button-example = Ejemplo de la dirección completa
templates-button-phone = Teléfono
templates-button-coupon = Ejemplo de código
templates-filling = De dónde sale cada campo
templates-filling-hint = El ejemplo es solo para la revisión de Meta. En los envíos vale el campo elegido; si está vacío, el texto de reserva.
templates-example = Ejemplo
templates-from = Rellenar con
templates-from-nobody = Lo que escriba el equipo
templates-from-later = { $what } (pronto)
templates-fallback = Si está vacío
templates-hand-in = Enviar a revisión
templates-keep = Guardar
templates-kept = Guardado
templates-handed-in = Enviada. Meta suele responder en minutos, como máximo en un día.
templates-back = Volver a la lista
templates-closed = El texto solo puede cambiar cuando Meta termine la revisión. Lo que la rellena puede cambiar ahora.
templates-others-note = Esta plantilla tiene partes que esta página no cambia, como tarjetas u ofertas. Cámbielas en el Administrador de WhatsApp; lo que la rellena puede cambiar aquí.
templates-delete = Eliminar
templates-delete-sure = ¿Eliminarla también en Meta? El nombre de una plantilla aprobada queda bloqueado 30 días.
templates-delete-go = Eliminar del todo
library-title = Plantillas listas
library-text = Cuatro mensajes que todo hotel usa, en portugués, inglés y español.
library-look = Ver
library-take = { $count ->
    [one] Enviar a revisión
   *[other] Enviar { $count } idiomas a revisión
}

## Our own templates and what fills them, by their names at Meta
named-booking-confirmation = Confirmación de reserva
named-checkin-reminder = Recordatorio de llegada
named-stay-welcome = Bienvenida
named-stay-review = Solicitud de opinión
named-guest-name = Nombre del huésped
named-hotel-name = Nombre del hotel
named-hotel-address = Dirección del hotel
named-check-in-date = Día de llegada
named-check-in-time = Hora de entrada
named-check-out-date = Día de salida
named-check-out-time = Hora de salida
named-room-type = Tipo de habitación
named-room-number = Habitación
named-guests = Huéspedes
named-booking-code = Código de la reserva
named-wifi-name = Red wifi
named-wifi-password = Contraseña del wifi
named-breakfast-hours = Horario del desayuno
