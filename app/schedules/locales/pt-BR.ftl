## Agendar
detail-past = este horário já passou
detail-too-far = no máximo dois anos adiante
