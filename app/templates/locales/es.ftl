## Rellenar una plantilla

detail-template-missing = falta rellenar este campo de la plantilla
detail-template-unknown = el hotel no tiene esta plantilla en este idioma; actualice la lista de plantillas
detail-template-elsewhere = esta plantilla es de otra cuenta de WhatsApp y este número no puede enviarla
detail-template-unusable = esta plantilla no se puede enviar ahora
detail-template-paused = Meta ha pausado esta plantilla; elija otra o espere
detail-template-disabled = Meta ha desactivado esta plantilla; elija otra
detail-template-rejected = Meta ha rechazado esta plantilla; corrija el texto y envíela de nuevo a revisión
detail-template-pending = Meta todavía está revisando esta plantilla
detail-template-deleted = esta plantilla ha sido eliminada
detail-template-no-place = la plantilla no tiene este campo
detail-template-no-field = este campo no existe; vea la lista de campos
detail-template-one-line = escríbalo en una sola línea, sin tabulaciones y sin muchos espacios seguidos
detail-template-coupon = use solo letras sin acento y números, sin espacios
detail-template-future = indique una fecha futura, con su zona horaria
detail-template-too-long = el texto queda demasiado largo una vez rellenado
detail-template-cards = no es el número de tarjetas de la plantilla

## Lo que Meta acepta en una plantilla

template-rule-name = use solo letras minúsculas sin acento, números y _
template-rule-language = use un código de idioma de Meta, como pt_BR, en o es
template-rule-exists = el hotel ya tiene una plantilla con este nombre en este idioma
template-rule-name-blocked = una plantilla aprobada con este nombre se eliminó hace menos de 30 días; use otro nombre
template-rule-body = toda plantilla necesita un cuerpo
template-rule-ends = el texto no puede empezar ni terminar con una variable
template-rule-side-by-side = ponga algún texto entre dos variables
template-rule-gaps = no use tabulaciones, más de cuatro espacios seguidos ni más de una línea en blanco seguida
template-rule-ratio = hay demasiadas variables para tan poco texto; escriba al menos { $least } palabras
template-rule-braces = hay una variable mal escrita; use {"{{"}nombre{"}}"}
template-rule-names = en los nombres de las variables use solo letras minúsculas, números y _
template-rule-numbers = numere las variables en orden, a partir de {"{{"}1{"}}"}
template-rule-example = dé un ejemplo de esta variable; sin él Meta rechaza la plantilla
template-rule-sample = elija un archivo de ejemplo; sin él Meta rechaza la plantilla
template-rule-no-file = este archivo ya no existe; súbalo de nuevo
template-rule-sample-size = el archivo de ejemplo puede tener 16 MB como máximo
template-rule-header-plain = el título no admite emojis, saltos de línea ni formato
template-rule-header-one = el título admite una sola variable
template-rule-no-variables = el pie no admite variables
template-rule-no-footer = una plantilla con oferta por tiempo limitado no tiene pie
template-rule-marketing-only = las ofertas solo existen en plantillas de marketing
template-rule-buttons-of = botones de tipo { $kind }: { $most } como máximo
template-rule-buttons-grouped = deje las respuestas rápidas juntas, antes o después de los demás botones
template-rule-button-plain = el texto del botón no admite variables, emojis ni saltos de línea
template-rule-phone = use un teléfono con el código del país y { $most } caracteres como máximo
template-rule-url = use una dirección completa con https://; la variable {"{{"}1{"}}"} solo puede ir al final
template-rule-cards-alike = todas las tarjetas necesitan las mismas partes
template-rule-code-parts = las plantillas de autenticación tienen solo el texto de Meta, un plazo y un botón de código
template-rule-not-changeable = solo se pueden cambiar plantillas aprobadas, rechazadas o pausadas
template-rule-category-fixed = la categoría de una plantilla aprobada no se puede cambiar

## Por qué Meta no aceptó una plantilla

template-refused = Meta no aceptó la plantilla (código { $code }). Revise el texto e inténtelo de nuevo; si continúa, avise a soporte.
template-refused-too-many = La cuenta de WhatsApp ya tiene el máximo de plantillas. Elimine las que no se usan.
template-refused-name-blocked = Una plantilla con este nombre se está eliminando en Meta. Use otro nombre o espere 30 días.
template-refused-exists = Meta ya tiene una plantilla con este nombre en este idioma. Actualice la lista o use otro nombre.
template-refused-buttons = Meta no aceptó los botones: revise el número, el orden y los textos.
template-refused-too-long = Alguna parte de la plantilla es demasiado corta o demasiado larga para Meta.
template-refused-example = Falta el ejemplo de alguna variable o un archivo de ejemplo.
template-refused-header = Meta no aceptó el nombre o el título de la plantilla: revise letras, emojis y formato.
template-refused-body = Meta no aceptó el texto de la plantilla: revise variables juntas, líneas en blanco y formato.
template-refused-variables = Meta no aceptó las variables de la plantilla: revise nombres, números y ejemplos.
template-refused-ratio = Hay demasiadas variables para el largo del texto. Escriba más o use menos variables.
template-refused-ends = El texto de la plantilla no puede empezar ni terminar con una variable.
template-refused-sample = Meta no aceptó el archivo de ejemplo. Súbalo de nuevo.
template-refused-state = Meta solo permite cambiar plantillas aprobadas, rechazadas o pausadas.
template-refused-category = La categoría de una plantilla aprobada no se puede cambiar.
template-refused-pace = Demasiadas plantillas en poco tiempo. Espere una hora e inténtelo de nuevo.
template-refused-account = Meta ha bloqueado la cuenta del hotel. Un administrador debe ver el motivo en el Administrador de WhatsApp.
template-refused-token = La conexión del hotel con WhatsApp ha caducado. Un administrador debe reconectarla.
template-refused-permission = El hotel no dio permiso para administrar plantillas. Un administrador debe reconectar WhatsApp.
template-refused-gone = Meta ya no tiene esta plantilla. Actualice la lista.
template-unreachable = Meta no respondió y no sabemos si recibió la plantilla. La lista se actualizará en un momento: mírela antes de intentarlo de nuevo.

## De dónde se rellena una plantilla

field-contact-name = Nombre del huésped
field-contact-first-name = Nombre de pila del huésped
field-contact-phone = Teléfono del huésped
field-contact-username = Nombre de usuario del huésped
field-tenant-name = Nombre del hotel
field-tenant-email = Correo del hotel
field-tenant-phone = Teléfono del hotel
field-tenant-website = Sitio web del hotel
field-tenant-address = Dirección del hotel
field-tenant-check-in-time = Hora de entrada
field-tenant-check-out-time = Hora de salida
field-tenant-breakfast-hours = Horario del desayuno
field-tenant-wifi-name = Nombre del wifi
field-tenant-review-link = Enlace de opiniones
field-number-name = Nombre del número en WhatsApp
field-number-phone = Número de WhatsApp
field-stay-check-in-date = Fecha de entrada de la reserva
field-stay-check-out-date = Fecha de salida de la reserva
field-stay-room-type = Habitación reservada
field-stay-room-number = Número de habitación
field-stay-guests = Huéspedes de la reserva
field-stay-booking-code = Código de reserva
field-stay-wifi-password = Contraseña del wifi

## Nuestras plantillas

library-booking-confirmation = Confirmación de reserva
library-booking-confirmation-purpose = Se envía cuando se hace la reserva: fechas, habitación y código, y cómo pedir un cambio.
library-checkin-reminder = Recordatorio de llegada
library-checkin-reminder-purpose = Se envía uno o dos días antes: dirección, hora y documentos, y la pregunta por la hora de llegada.
library-stay-welcome = Bienvenida
library-stay-welcome-purpose = Se envía justo después del check-in: habitación, wifi, desayuno y hora de salida.
library-stay-review = Solicitud de opinión
library-stay-review-purpose = Se envía un día después de la salida: cómo fue la estancia, con tres respuestas listas.
