## Números y cuentas
notice-number-cannot-send = El número { $number } no puede enviar mensajes. { $because } Lo que escriben los huéspedes sigue llegando, y lo que ustedes escriben espera hasta que el número vuelva.
notice-number-not-here = WhatsApp envió novedades ({ $field }) del número { $number }, que no está conectado aquí.
notice-number-name = { $decision ->
    [REJECTED] WhatsApp rechazó el nombre “{ $name }” para el número { $number }.
    [DEFERRED] WhatsApp aún no decidió sobre el nombre “{ $name }” para el número { $number }.
   *[other] El nombre “{ $name }” para el número { $number }: { $decision_said }.
}
notice-number-quality = WhatsApp marcó la calidad del número { $number } como baja. Muchos huéspedes bloquearon o denunciaron sus mensajes.
notice-number-username = { $status ->
    [deleted] El nombre de usuario “{ $username }” del número { $number } fue eliminado.
   *[other] El nombre de usuario “{ $username }” del número { $number }: { $status_said }.
}
notice-messaging-limit = WhatsApp redujo el límite de conversaciones nuevas por día de la cuenta { $account } a { $limit_said }.
notice-security-pin = { $event ->
    [PIN_CHANGED] Se cambió el PIN de verificación en dos pasos del número { $number }. Si no fue alguien del hotel, revise quién tiene acceso al Administrador de WhatsApp.
    [PIN_RESET_REQUEST] Alguien pidió restablecer el PIN del número { $number }. Si no fue alguien del hotel, revise quién tiene acceso al Administrador de WhatsApp.
    [PIN_RESET_SUCCESS] Se restableció el PIN del número { $number }. Si no fue alguien del hotel, revise quién tiene acceso al Administrador de WhatsApp.
   *[other] WhatsApp informa sobre la seguridad del número { $number }: { $event }.
}
notice-account-disabled = { $state ->
    [SCHEDULE_FOR_DISABLE] WhatsApp va a desactivar la cuenta { $account }. Abra el Administrador de WhatsApp y pida una revisión antes.
   *[other] WhatsApp desactivó la cuenta { $account }: no puede enviar mensajes. Pida una revisión en el Administrador de WhatsApp.
}
notice-account-restricted = WhatsApp restringió la cuenta { $account }: { $restrictions_said }. Vea el motivo en el Administrador de WhatsApp.
notice-account-violation = WhatsApp dice que la cuenta { $account } infringió una política ({ $violation_said }). Si se repite, puede bloquear la cuenta.
notice-account-deleted = La cuenta { $account } de WhatsApp fue eliminada: sus números no pueden enviar mensajes.
notice-account-disconnected = La cuenta { $account } de WhatsApp fue desconectada de este sistema ({ $event_said }). Conéctela de nuevo para enviar.
notice-account-news = { $event ->
    [ACCOUNT_RECONNECTED] La cuenta { $account } de WhatsApp está conectada de nuevo.
    [AD_ACCOUNT_LINKED] Se vinculó una cuenta publicitaria a la cuenta { $account } de WhatsApp.
    [AUTH_INTL_PRICE_ELIGIBILITY_UPDATE] Cambió el precio internacional de los mensajes de autenticación de la cuenta { $account }.
    [BUSINESS_PRIMARY_LOCATION_COUNTRY_UPDATE] Cambió el país principal de la empresa de la cuenta { $account }.
    [MM_LITE_TERMS_SIGNED] Se aceptaron los términos de la API de mensajes de marketing para la cuenta { $account }.
    [PARTNER_ADDED] La cuenta { $account } de WhatsApp fue compartida con este sistema.
    [PARTNER_APP_INSTALLED] La aplicación fue instalada en la cuenta { $account } de WhatsApp.
    [PARTNER_CLIENT_CERTIFICATION_NEEDED] WhatsApp pide que la empresa de la cuenta { $account } sea certificada.
    [PARTNER_CLIENT_CERTIFICATION_STATUS_UPDATE] Cambió la certificación de la empresa de la cuenta { $account }.
    [VERIFIED_ACCOUNT] La cuenta { $account } de WhatsApp fue verificada.
    [VOLUME_BASED_PRICING_TIER_UPDATE] Cambió el nivel de precio por volumen de la cuenta { $account }.
   *[other] WhatsApp informa sobre la cuenta { $account }: { $event }.
}
notice-account-review = { $decision ->
    [REJECTED] WhatsApp rechazó la cuenta { $account } en la revisión. Vea el motivo en el Administrador de WhatsApp.
   *[other] WhatsApp todavía está revisando la cuenta { $account } ({ $decision_said }).
}
notice-account-alert = { $alert ->
    [OBA_APPROVED] WhatsApp aprobó la insignia de cuenta comercial oficial ({ $entity }).
    [OBA_REJECTED] WhatsApp rechazó la insignia de cuenta comercial oficial ({ $entity }).
    [PROFILE_PICTURE_LOST] Se perdió la foto de perfil del número ({ $entity }). Súbala de nuevo.
    [INCREASED_CAPABILITIES_ELIGIBILITY_NEED_MORE_INFO] WhatsApp necesita más información para aumentar los límites de la empresa ({ $entity }).
    [INCREASED_CAPABILITIES_ELIGIBILITY_FAILED] La empresa no puede tener límites mayores por ahora ({ $entity }).
    [INCREASED_CAPABILITIES_ELIGIBILITY_DEFERRED] La decisión sobre límites mayores fue aplazada ({ $entity }).
   *[other] WhatsApp alerta: { $alert } ({ $entity }).
}
notice-payment-configuration = La configuración de pago “{ $configuration }” está como “{ $status_said }” y no puede usarse.
notice-partner-solution = La solución de socio { $solution } cambió: { $status_said }.
notice-flow = { $event ->
    [FLOW_STATUS_CHANGE] El Flow { $flow } pasó a { $status_said }.
    [FLOW_VERSION_EXPIRY_WARNING] La versión del Flow { $flow } va a caducar. Actualícela.
   *[other] El Flow { $flow } tiene problemas ({ $event_said }).
}
notice-template-status = { $status ->
    [REJECTED] WhatsApp rechazó la plantilla “{ $name }” ({ $language }): { $reason_said }.
    [PAUSED] WhatsApp pausó la plantilla “{ $name }” ({ $language }), porque los huéspedes se quejaron de ella.
    [DISABLED] WhatsApp desactivó la plantilla “{ $name }” ({ $language }) definitivamente.
    [FLAGGED] La plantilla “{ $name }” ({ $language }) puede ser desactivada pronto, porque los huéspedes se quejaron de ella.
    [LIMIT_EXCEEDED] La plantilla “{ $name }” ({ $language }) supera el límite de plantillas de la cuenta.
    [LOCKED] La plantilla “{ $name }” ({ $language }) está bloqueada para cambios.
    [ARCHIVED] La plantilla “{ $name }” ({ $language }) fue archivada.
    [DELETED] La plantilla “{ $name }” ({ $language }) fue eliminada.
    [PENDING_DELETION] La plantilla “{ $name }” ({ $language }) se está eliminando.
   *[other] La plantilla “{ $name }” ({ $language }) está como { $status_said }.
}
notice-template-quality = La calidad de la plantilla “{ $name }” ({ $language }) bajó a { $quality_said }. Los huéspedes se quejaron de ella; si siguen, WhatsApp la pausa.
notice-template-category = WhatsApp cambió la plantilla “{ $name }” ({ $language }) de { $before_said } a { $category_said }. El precio de cada envío cambia con ella.
notice-template-category-soon = El { $change_at }, WhatsApp cambiará la plantilla “{ $name }” ({ $language }) de { $before_said } a { $category_said }. El precio de cada envío cambia con ella.
notice-meta-other = { $event ->
    [unknown] WhatsApp envió una novedad que aún no conocemos ({ $field }). Sus datos están abajo.
   *[other] WhatsApp envió una novedad que aún no conocemos ({ $field }: { $event }). Sus datos están abajo.
}
notice-hotel-suspended = Este hotel fue suspendido. Lo que escribieron los huéspedes se guardó; lo que ustedes escribieron esperó.

## Casa
notice-unclaimed-number = El número o la cuenta { $source } envía mensajes y no es de ningún hotel.

## What Meta says of a number as a whole
notice-meta-error = Meta informó el error { $code } en el número { $number }. { $because }

## El teléfono del hotel
notice-history-declined = El historial de conversaciones del número { $number } no se compartió: alguien lo rechazó en la aplicación WhatsApp Business. Las conversaciones nuevas llegan con normalidad.

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
meta-published = publicado
meta-draft = borrador
meta-deprecated = retirado
meta-blocked = bloqueado
meta-throttled = limitado
meta-client-error-rate = muchos errores en el celular de los huéspedes
meta-endpoint-error-rate = muchos errores en el servidor del Flow
meta-endpoint-latency = el servidor del Flow está lento
meta-endpoint-availability = el servidor del Flow no responde
meta-partner-removed = se retiró el vínculo
meta-partner-app-uninstalled = la aplicación fue desinstalada
meta-account-offboarded = dada de baja en la aplicación WhatsApp Business
meta-invalid-format = formato inválido
meta-abusive-content = contenido abusivo
meta-tag-content-mismatch = el contenido no es de la categoría elegida
meta-incorrect-category = categoría equivocada
meta-promotional = contenido promocional
meta-scam = sospecha de fraude
meta-adult = contenido para adultos
meta-spam = mensajes no deseados
meta-needs-testing = necesita prueba
meta-needs-connecting = necesita conexión
meta-initiated = iniciada
meta-active = activa
meta-notification-sent = invitación enviada
meta-accepted = aceptada
meta-deactivated = desactivada
meta-restricted-biz-initiated-messaging = no puede iniciar conversaciones
meta-restricted-customer-initiated-messaging = no puede responder a los huéspedes
meta-restricted-add-phone-number-action = no puede incorporar otros números
meta-restricted-business-initiated-calling = no puede llamar a huéspedes
meta-restricted-user-initiated-calling = no puede recibir llamadas

## What became of what was sent
notice-sending-held = Parte de lo que envía { $number } está en espera. { $because }
notice-messages-uncertain = { $messages ->
    [one] No se sabe si un mensaje enviado por { $number } llegó a WhatsApp. Abra la conversación y diga qué pasó con él.
   *[other] No se sabe si { $messages } mensajes enviados por { $number } llegaron a WhatsApp. Abra las conversaciones y diga qué pasó con ellos.
 }
