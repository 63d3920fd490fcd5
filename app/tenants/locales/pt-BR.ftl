detail-reserved = este endereço não pode ser usado
detail-timezone = fuso horário desconhecido
