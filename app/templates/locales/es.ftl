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
detail-template-link = use una dirección completa que empiece por https://
detail-template-future = indique una fecha futura, con su zona horaria
detail-template-too-long = el texto queda demasiado largo una vez rellenado
detail-template-cards = no es el número de tarjetas de la plantilla
