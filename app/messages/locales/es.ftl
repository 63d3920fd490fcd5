## Why a message has not gone
outbox-uncertain = No se sabe si el mensaje llegó a WhatsApp.
outbox-number = Este número no puede enviar en este momento.
outbox-files = El archivo se está entregando a WhatsApp.
outbox-retry = Hubo un problema pasajero en WhatsApp; se intentará de nuevo.
outbox-guest = WhatsApp pide una pausa entre mensajes al mismo huésped.
outbox-template = La plantilla está detenida en WhatsApp.
outbox-portfolio = Se alcanzó el límite diario de contactos nuevos de la cuenta en WhatsApp.
outbox-payment = WhatsApp espera el pago de la cuenta.
outbox-campaigns = Las campañas de este número están detenidas por un tiempo.
outbox-slow = WhatsApp pidió a este número que espere un poco.
outbox-next = Sale enseguida, en su orden.
