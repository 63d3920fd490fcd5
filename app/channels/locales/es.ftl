claim-token-dead = El token de acceso no es válido o caducó. Genere uno nuevo en el Administrador de WhatsApp.
claim-number-unseen = Con este token, WhatsApp no muestra este número. Revise el ID del número y el token.
claim-waba-unseen = Con este token, WhatsApp no muestra esta cuenta comercial. Revise el ID de la cuenta y el token.
claim-not-of-waba = Este número no pertenece a esta cuenta comercial de WhatsApp. Revise los dos ID.
claim-no-permission = El token no tiene permiso para este número. Dele los permisos de WhatsApp Business e inténtelo de nuevo.
claim-unreachable = No pudimos hablar con WhatsApp ahora, y nada cambió. Inténtelo de nuevo en unos instantes.
number-works = El número está conectado y funciona.
detail-no-simulator = aquí no hay simulador
