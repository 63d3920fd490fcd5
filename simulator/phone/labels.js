// What the buttons are called: every kind that a guest can send, and every group of events on Meta's side.

// [sign, Português, English, español]; in the order of the sheet.
const KINDS = {
  text: ["💬", "Texto pronto", "Ready text", "Texto listo"],
  image: ["🖼️", "Foto", "Photo", "Foto"],
  video: ["🎬", "Vídeo", "Video", "Video"],
  audio_voice: ["🎤", "Mensagem de voz", "Voice message", "Mensaje de voz"],
  audio_file: ["🎵", "Áudio", "Audio", "Audio"],
  document: ["📄", "Documento", "Document", "Documento"],
  sticker: ["🙂", "Figurinha", "Sticker", "Sticker"],
  location: ["📍", "Lugar", "Place", "Lugar"],
  location_live_pin: ["🧭", "Onde estou", "Where I am", "Donde estoy"],
  contacts: ["👤", "Contato", "Contact", "Contacto"],
  contacts_contact_request: ["📇", "Meu contato", "My contact", "Mi contacto"],
  context_reply: ["↩️", "Resposta", "Reply", "Respuesta"],
  context_forwarded: ["➡️", "Encaminhada", "Forwarded", "Reenviado"],
  context_frequently_forwarded: ["⏩", "Encaminhada muitas vezes", "Forwarded many times", "Reenviado muchas veces"],
  interactive_button_reply: ["👆", "Toque em botão", "Button tapped", "Toque en botón"],
  interactive_list_reply: ["📋", "Escolha de lista", "List choice", "Elección de lista"],
  button_template_quick_reply: ["🔘", "Botão de modelo", "Template button", "Botón de plantilla"],
  interactive_nfm_reply_flow: ["📝", "Formulário (Flow)", "Form (Flow)", "Formulario (Flow)"],
  interactive_nfm_reply_address: ["🏠", "Endereço", "Address", "Dirección"],
  interactive_nfm_reply_non_object: ["🧾", "Flow com texto só", "Flow with text only", "Flow solo con texto"],
  interactive_call_permission_reply: ["✅", "Permitir ligações", "Allow calls", "Permitir llamadas"],
  interactive_message_with_error: ["⚠️", "Resposta com erro", "Answer with an error", "Respuesta con error"],
  order: ["🛒", "Pedido", "Order", "Pedido"],
  product: ["🛍", "Produto", "Product", "Producto"],
  context_referred_product: ["🏷️", "Pergunta de produto", "Product enquiry", "Consulta de producto"],
  referral_ctwa: ["📣", "Vim do anúncio", "Came from an ad", "Vine del anuncio"],
  referral_post_video: ["📺", "Vim da publicação", "Came from a post", "Vine de la publicación"],
  reaction: ["👍", "Reagir à última", "React to the last", "Reaccionar a la última"],
  reaction_removed: ["🚫", "Tirar a reação", "Take the reaction back", "Quitar la reacción"],
  reaction_removed_empty: ["🚫", "Tirar (vazia)", "Take back (empty)", "Quitar (vacía)"],
  edit_text: ["✏️", "Editar o último texto", "Edit the last text", "Editar el último texto"],
  edit_image_caption: ["✏️", "Editar a legenda", "Edit the caption", "Editar la leyenda"],
  revoke: ["🗑️", "Apagar a última", "Delete the last", "Eliminar la última"],
  group_text: ["👥", "Texto de grupo", "Group text", "Texto de grupo"],
  group_image: ["👥", "Foto de grupo", "Group photo", "Foto de grupo"],
  system_user_changed_number: ["🔢", "Mudar de número", "Change number", "Cambiar de número"],
  system_user_changed_user_id: ["🆔", "Novo identificador", "New identifier", "Nuevo identificador"],
  user_id_update: ["🆔", "Identificador (campo)", "Identifier (field)", "Identificador (campo)"],
  system_customer_identity_changed: ["🔐", "Código de segurança", "Security code", "Código de seguridad"],
  user_preferences: ["🔕", "Parar promoções", "Stop promotions", "Parar promociones"],
  user_preferences_resume: ["🔔", "Voltar promoções", "Resume promotions", "Reanudar promociones"],
  call_missed: ["📞", "Ligação perdida", "Missed call", "Llamada perdida"],
  call_answered: ["☎️", "Ligação atendida", "Answered call", "Llamada atendida"],
  unsupported: ["📊", "Enquete (não entregue)", "Poll (not delivered)", "Encuesta (no entregada)"],
  unsupported_legacy_no_object: ["❔", "Não entregue", "Not delivered", "No entregado"],
  edit_unsupported_d14: ["❔", "Edição não entregue", "Edit not delivered", "Edición no entregada"],
  media_too_big: ["🐘", "Arquivo grande demais", "File too large", "Archivo demasiado grande"],
  request_welcome_legacy: ["👋", "Boas-vindas (antigo)", "Welcome (old)", "Bienvenida (antiguo)"],
  unknown_kind: ["🛸", "Tipo desconhecido", "Unknown kind", "Tipo desconocido"],
};

const GROUPS = {
  template: ["Modelos", "Templates", "Plantillas"],
  account: ["Conta e número", "Account and number", "Cuenta y número"],
  phone: ["Celular do hotel", "The hotel’s phone", "Celular del hotel"],
  status: ["Estado da última mensagem do hotel", "Status of the hotel’s last message", "Estado del último mensaje del hotel"],
  call: ["Ligações", "Calls", "Llamadas"],
  other: ["Outros", "Others", "Otros"],
};
const PLACE = { pt: 0, en: 1, es: 2 };

/** What a guest can do from the sheet, known kinds first. */
export function onSheet(examples) {
  const order = Object.keys(KINDS);
  const rank = (name) => (order.indexOf(name) + order.length + 1) % (order.length + 1);
  return examples.filter((one) => one.group === "guest" || one.name in KINDS).sort((a, b) => rank(a.name) - rank(b.name));
}

export function labelOf(name, language) {
  const [sign, ...words] = KINDS[name] ?? [];
  return sign ? { sign, words: words[PLACE[language]] } : { sign: "💬", words: readable(name) };
}

export const groupName = (group, language) => GROUPS[group]?.[PLACE[language]] ?? readable(group);
export const groupsInOrder = Object.keys(GROUPS);

/** `account_update_account_restriction` as people read it. */
export function readable(name) {
  const words = name.replaceAll("_", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}
