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
detail-template-link = use um endereço completo que comece com https://
detail-template-future = informe uma data futura, com o fuso horário
detail-template-too-long = o texto ficou longo demais depois de preenchido
detail-template-cards = o número de cartões não é o do modelo
