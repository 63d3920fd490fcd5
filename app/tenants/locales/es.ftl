detail-reserved = esta dirección no se puede usar
detail-timezone = zona horaria desconocida
