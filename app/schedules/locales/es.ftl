## Programar
detail-past = esta hora ya pasó
detail-too-far = como máximo dos años más adelante
