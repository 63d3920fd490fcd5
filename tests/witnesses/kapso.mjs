// Reads one webhook a line ({name, body, signature, secret}), and says on a line what Kapso's parser made of it.
import { createInterface } from "node:readline";
import { normalizeWebhook, verifySignature } from "@kapso/whatsapp-cloud-api/server";

for await (const line of createInterface({ input: process.stdin })) {
  const { name, body, signature, secret } = JSON.parse(line);
  const told = { name };
  try {
    told.genuine = verifySignature({ appSecret: secret, rawBody: Buffer.from(body, "utf8"), signatureHeader: signature });
    const events = normalizeWebhook(JSON.parse(body));
    told.messages = events.messages.map(({ id, type, kapso }) => [id, type, kapso?.direction]);
    told.statuses = events.statuses.map(({ id, status }) => [id, status]);
    told.calls = (events.calls ?? []).map(({ id }) => id);
    told.fields = Object.keys(events.raw);
  } catch (fault) {
    told.fault = String(fault);
  }
  process.stdout.write(JSON.stringify(told) + "\n");
}
