// What the phone says, in the three languages of the product; Portuguese is the first and the default.

import { OFFERS } from "./offerwords.js";

const WORDS = {
  pt: {
    title: "Telefone do hóspede", hint: "Aqui você é o hóspede: escolha quem escreve e para qual hotel.",
    language: "Idioma", hotel: "Hotel", receipts: "Confirmar leitura ao abrir", add: "Novo hóspede", back: "Voltar",
    thread: "Conversa", placeholder: "Mensagem", send: "Enviar", name: "Nome", phoneNumber: "Telefone com DDI",
    hidden: "Esconder o telefone (só nome de usuário)", cancel: "Cancelar", save: "Adicionar",
    offline: "Sem conexão com o simulador. Tentando de novo…", noNumbers: "Nenhum número cadastrado ainda",
    empty: "Nenhuma mensagem ainda. Diga olá!", choose: "Escolha um hóspede", typing: "digitando…",
    open: "pode responder até {at}", closed: "fora da janela de 24 h: o hotel só pode enviar modelos",
    today: "Hoje", yesterday: "Ontem", kind: "Mensagem do tipo {kind}", badPhone: "Escreva o número com DDI, só dígitos.",
    refused: "Não deu certo: {why}", ticks: { waiting: "a caminho", sent: "entregue ao hotel", read: "lida pelo hotel" },
    attach: "Anexar", ownFile: "Arquivo meu", speak: "Gravar mensagem de voz", stopSpeaking: "Parar e enviar", more: "Opções da mensagem",
    reply: "Responder", forward: "Encaminhar ao hotel", edit: "Editar", revoke: "Apagar para todos", react: "Reagir com {emoji}", unreact: "Tirar minha reação",
    editing: "Corrigindo", answering: "Respondendo", forwarded: "encaminhada", revoked: "Mensagem apagada", edited: "editada", file: "Arquivo", items: "Pedido de {count} itens", odd: "pt",
    metaSide: "Lado da Meta", metaHint: "O que a Meta conta ao hotel sem que um hóspede faça nada: modelos, conta, número, celular do hotel.", find: "Procurar", told: "Contado: {what}", done: "Fechar",
  },
  en: {
    title: "Guest’s phone", hint: "Here you are the guest: choose who writes, and to which hotel.",
    language: "Language", hotel: "Hotel", receipts: "Confirm reading when opened", add: "New guest", back: "Back",
    thread: "Conversation", placeholder: "Message", send: "Send", name: "Name", phoneNumber: "Phone with country code",
    hidden: "Hide the phone number (username only)", cancel: "Cancel", save: "Add",
    offline: "No connection to the simulator. Trying again…", noNumbers: "No number registered yet",
    empty: "No messages yet. Say hello!", choose: "Choose a guest", typing: "typing…",
    open: "may answer until {at}", closed: "outside the 24-hour window: the hotel can only send templates",
    today: "Today", yesterday: "Yesterday", kind: "A message of type {kind}", badPhone: "Write the number with its country code, digits only.",
    refused: "That did not work: {why}", ticks: { waiting: "on its way", sent: "delivered to the hotel", read: "read by the hotel" },
    attach: "Attach", ownFile: "My own file", speak: "Record a voice message", stopSpeaking: "Stop and send", more: "Message options",
    reply: "Reply", forward: "Forward to the hotel", edit: "Edit", revoke: "Delete for everyone", react: "React with {emoji}", unreact: "Take my reaction back",
    editing: "Correcting", answering: "Replying", forwarded: "forwarded", revoked: "Deleted message", edited: "edited", file: "File", items: "Order of {count} items", odd: "en",
    metaSide: "Meta’s side", metaHint: "What Meta tells the hotel without any guest doing anything: templates, account, number, the hotel’s phone.", find: "Find", told: "Told: {what}", done: "Close",
  },
  es: {
    title: "Teléfono del huésped", hint: "Aquí usted es el huésped: elija quién escribe y a qué hotel.",
    language: "Idioma", hotel: "Hotel", receipts: "Confirmar lectura al abrir", add: "Nuevo huésped", back: "Volver",
    thread: "Conversación", placeholder: "Mensaje", send: "Enviar", name: "Nombre", phoneNumber: "Teléfono con código de país",
    hidden: "Ocultar el teléfono (solo nombre de usuario)", cancel: "Cancelar", save: "Agregar",
    offline: "Sin conexión con el simulador. Intentando de nuevo…", noNumbers: "Aún no hay ningún número",
    empty: "Aún no hay mensajes. ¡Salude!", choose: "Elija un huésped", typing: "escribiendo…",
    open: "puede responder hasta las {at}", closed: "fuera de la ventana de 24 h: el hotel solo puede enviar plantillas",
    today: "Hoy", yesterday: "Ayer", kind: "Mensaje de tipo {kind}", badPhone: "Escriba el número con código de país, solo dígitos.",
    refused: "No funcionó: {why}", ticks: { waiting: "en camino", sent: "entregado al hotel", read: "leído por el hotel" },
    attach: "Adjuntar", ownFile: "Archivo mío", speak: "Grabar mensaje de voz", stopSpeaking: "Parar y enviar", more: "Opciones del mensaje",
    reply: "Responder", forward: "Reenviar al hotel", edit: "Editar", revoke: "Eliminar para todos", react: "Reaccionar con {emoji}", unreact: "Quitar mi reacción",
    editing: "Corrigiendo", answering: "Respondiendo", forwarded: "reenviado", revoked: "Mensaje eliminado", edited: "editado", file: "Archivo", items: "Pedido de {count} artículos", odd: "es",
    metaSide: "Lado de Meta", metaHint: "Lo que Meta cuenta al hotel sin que un huésped haga nada: plantillas, cuenta, número, celular del hotel.", find: "Buscar", told: "Contado: {what}", done: "Cerrar",
  },
};
const LOCALES = { pt: "pt-BR", en: "en-GB", es: "es" };

let language = localStorage.getItem("phone.language") ?? "pt";

export const current = () => language;
export const locale = () => LOCALES[language];

export function speak(chosen) {
  language = chosen in WORDS ? chosen : "pt";
  localStorage.setItem("phone.language", language);
}

export function say(word, filled = {}) {
  let said = WORDS[language][word] ?? OFFERS[language][word];
  for (const [name, value] of Object.entries(filled)) said = said.replace(`{${name}}`, value);
  return said;
}

/** Puts the words into the page where it asks for them. */
export function translate(root) {
  root.documentElement.lang = LOCALES[language];
  root.title = say("title");
  for (const place of root.querySelectorAll("[data-word]")) place.textContent = say(place.dataset.word);
  for (const place of root.querySelectorAll("[data-label]")) place.setAttribute("aria-label", say(place.dataset.label));
  for (const place of root.querySelectorAll("[data-placeholder]")) place.placeholder = say(place.dataset.placeholder);
}

export function clockTime(iso) {
  return new Date(iso).toLocaleTimeString(locale(), { hour: "2-digit", minute: "2-digit" });
}

export function day(iso) {
  const midnight = (date) => new Date(date.getFullYear(), date.getMonth(), date.getDate());
  const days = Math.round((midnight(new Date()) - midnight(new Date(iso))) / 86_400_000);
  if (days === 0) return say("today");
  if (days === 1) return say("yesterday");
  return new Date(iso).toLocaleDateString(locale(), { day: "numeric", month: "long" });
}
