// Great Detail's client, whose types are Meta's own API: it sends every one of them, puts up a file, and looks after a template.
import Client from "@great-detail/whatsapp";
import { account, attempt, link, number, origin, pixel, said, to, token } from "./scene.mjs";

const sdk = new Client({ baseUrl: origin, graphVersion: "v26.0", request: { headers: { Authorization: `Bearer ${token}` }, retry: 0 } });
const send = (type, content, more = {}) => sdk.message.createMessage({ phoneNumberID: number, to, type, [type]: content, ...more }).json();
const tapped = (type, action, more = {}) => send("interactive", { type, body: { text: "Escolha, por favor" }, action, ...more });
const named = (name, parameters) => ({ name, ...(parameters ? { parameters } : {}) });
const { id } = await sdk.media.upload({ phoneNumberID: number, file: new Blob([pixel], { type: "image/png" }), filename: "a.png", mimeType: "image/png" }).json();
const wanted = { name: "boas_vindas", language: "pt_BR", category: "UTILITY", components: [{ type: "BODY", text: "Olá {{1}}, bem-vindo ao hotel!", example: { body_text: [["Ana"]] } }] };

await attempt({
  text: () => send("text", { body: "Bom dia https://hotel.example", preview_url: true }),
  reply: () => send("text", { body: "Sim, temos." }, { context: { message_id: said } }),
  image: () => send("image", { link: `${link}.jpg`, caption: "O quarto" }),
  "image by id": () => send("image", { id, caption: "O quarto" }),
  video: () => send("video", { link: `${link}.mp4`, caption: "A piscina" }),
  audio: () => send("audio", { link: `${link}.mp3` }),
  document: () => send("document", { link: `${link}.pdf`, filename: "Reserva.pdf", caption: "Sua reserva" }),
  sticker: () => send("sticker", { link: `${link}.webp` }),
  location: () => send("location", { latitude: -22.9868, longitude: -43.205, name: "Hotel", address: "Rua 1" }),
  contacts: () => send("contacts", [{ name: { formatted_name: "Ana Souza", first_name: "Ana", last_name: "Souza" }, phones: [{ phone: "+5511900000001", type: "CELL" }], org: { company: "Hotel" } }]),
  reaction: () => send("reaction", { message_id: said, emoji: "👍" }),
  "reaction taken back": () => send("reaction", { message_id: said, emoji: "" }),
  button: () =>
    tapped("button", { buttons: [["yes", "Sim"], ["no", "Não"]].map(([id, title]) => ({ type: "reply", reply: { id, title } })) }, { footer: { text: "Hotel" }, header: { type: "image", image: { link: `${link}.jpg` } } }),
  list: () =>
    tapped("list", { button: "Abrir", sections: [{ title: "Quartos", rows: [{ id: "1", title: "Duplo", description: "Vista" }, { id: "2", title: "Suíte" }] }] }, { header: { type: "text", text: "Recepção" } }),
  cta_url: () => tapped("cta_url", named("cta_url", { display_text: "Reservar", url: "https://hotel.example/mesa" })),
  location_request_message: () => tapped("location_request_message", named("send_location")),
  flow: () =>
    tapped(
      "flow",
      named("flow", { flow_message_version: "3", flow_id: "123", flow_cta: "Check-in", flow_token: "r1", mode: "published", flow_action: "navigate", flow_action_payload: { screen: "CHECK_IN", data: { guest: "Ana" } } }),
    ),
  product: () => tapped("product", { catalog_id: "1", product_retailer_id: "cesta" }),
  product_list: () => tapped("product_list", { catalog_id: "1", sections: [{ title: "Bebidas", product_items: [{ product_retailer_id: "agua" }] }] }, { header: { type: "text", text: "Frigobar" } }),
  catalog_message: () => tapped("catalog_message", named("catalog_message", { thumbnail_product_retailer_id: "cesta" })),
  template: () =>
    send("template", {
      name: "check_in",
      language: { code: "pt_BR" },
      components: [
        { type: "body", parameters: [{ type: "text", parameter_name: "guest", text: "Ana" }, { type: "text", parameter_name: "date", text: "23/11" }] },
        { type: "button", sub_type: "url", index: 1, parameters: [{ type: "text", text: "r7" }] },
      ],
    }),
  "mark read": () => sdk.message.createStatus({ phoneNumberID: number, message_id: said, status: "read", typing_indicator: { type: "text" } }).json(),
  "media: get": () => sdk.media.getURL({ mediaID: id, phoneNumberID: number }).json(),
  "media: delete": () => sdk.media.delete({ mediaID: id, phoneNumberID: number }).json(),
  "templates: create": () => sdk.template.create(account, wanted).json(),
  "templates: list": () => sdk.template.list(account, { limit: 5, fields: ["name", "status"] }).json(),
  "templates: delete": () => sdk.template.delete(account, { name: "boas_vindas" }).json(),
  "number: get": () => sdk.phoneNumbers.getPhoneNumber({ phoneNumberID: number, fields: ["verified_name", "throughput"] }).json(),
  "refused: template": () => send("template", { name: "nobody_made_it", language: { code: "pt_BR" } }),
  "refused: no recipient": () => send("text", { body: "Oi" }, { to: undefined }),
  "refused: four buttons": () => tapped("button", { buttons: [..."abcd"].map((id) => ({ type: "reply", reply: { id, title: id } })) }),
});
