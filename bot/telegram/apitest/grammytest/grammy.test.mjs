// Drives apitest with grammY, which was written without a thought of it.
// Run by grammy_test.go, which sets APITEST_URL to a running server.
import assert from "node:assert/strict";
import { createServer } from "node:http";
import { test } from "node:test";
import { Bot, GrammyError, HttpError, InlineKeyboard, InputFile, InputMediaBuilder, Keyboard, webhookCallback } from "grammy";

const apiRoot = process.env.APITEST_URL;
assert.ok(apiRoot, "APITEST_URL is not set");

async function control(page, body, method = "POST") {
  const answer = await fetch(`${apiRoot}/_control/${page}`, { method, body: body && JSON.stringify(body) });
  const text = await answer.text();
  assert.equal(answer.status, 200, `${page}: ${text}`);
  return text === "" ? undefined : JSON.parse(text);
}

const act = async (action) => (await control("do", action))[0];

let bots = 0;

/** A bot that the server did not know before. */
async function newBot(config = {}, options = {}) {
  const token = `${7100000000 + ++bots}:grammy-not-a-real-token-${String(bots).padStart(3, "0")}x`;
  const { id } = await control("bots", { token, ...config });
  return { id, token, bot: new Bot(token, { ...options, client: { apiRoot, ...options.client } }) };
}

/** Waits until the bot has seen so many things. */
function seen(list, n) {
  return new Promise((resolve, reject) => {
    const limit = setTimeout(() => reject(new Error(`saw ${list.length} of ${n}: ${JSON.stringify(list)}`)), 15_000);
    const look = () => {
      if (list.length < n) return void setTimeout(look, 5);
      clearTimeout(limit);
      resolve(list);
    };
    look();
  });
}

test("getMe has the shape that grammY wants", async () => {
  const { bot, id } = await newBot({ name: "Камертон", username: "camerton_bot" });
  await bot.init();
  assert.equal(bot.botInfo.id, id);
  assert.equal(bot.botInfo.is_bot, true);
  assert.equal(bot.botInfo.username, "camerton_bot");
  for (const flag of ["can_join_groups", "can_read_all_group_messages", "supports_inline_queries", "can_connect_to_business"]) {
    assert.equal(typeof bot.botInfo[flag], "boolean", flag);
  }
});

test("long polling: texts, commands, edits, media, presses, reactions, business", async (t) => {
  const { bot, id } = await newBot();
  const log = [];
  bot.command("start", (ctx) => { log.push(`start ${ctx.match}`); });
  bot.on("message:text", (ctx) => { log.push(`text ${ctx.msg.text}`); return ctx.reply(`эхо: ${ctx.msg.text}`); });
  bot.on("edited_message:text", (ctx) => { log.push(`edited ${ctx.msg.text}`); });
  bot.on("message:photo", (ctx) => { log.push(`photo ${ctx.msg.caption} ${ctx.msg.photo.length}`); });
  bot.on("message:voice", (ctx) => { log.push(`voice ${ctx.msg.voice.duration}`); });
  bot.on("message:sticker", (ctx) => { log.push(`sticker ${ctx.msg.sticker.emoji}`); });
  bot.on("message:contact", (ctx) => { log.push(`contact ${ctx.msg.contact.phone_number}`); });
  bot.on("message:location", (ctx) => { log.push(`location ${ctx.msg.location.latitude}`); });
  bot.on("callback_query:data", async (ctx) => {
    log.push(`press ${ctx.callbackQuery.data}`);
    await ctx.answerCallbackQuery("готово");
    await ctx.editMessageText("нажато");
  });
  bot.on("message_reaction", (ctx) => { log.push(`reaction ${ctx.reactions().emojiAdded.join("")}`); });
  bot.on("my_chat_member", (ctx) => { log.push(`member ${ctx.myChatMember.new_chat_member.status}`); });
  bot.on("business_connection", (ctx) => { log.push(`connection ${ctx.businessConnection.is_enabled}`); });
  bot.on("business_message:text", async (ctx) => {
    const echo = ctx.businessMessage.sender_business_bot !== undefined;
    log.push(`business ${ctx.msg.text} from ${ctx.from.id}${echo ? " by the bot" : ""}`);
    if (!echo && ctx.from.id === 5) await ctx.reply("по делу");
  });
  bot.on("edited_business_message", (ctx) => { log.push(`business edited ${ctx.msg.text}`); });
  bot.on("deleted_business_messages", (ctx) => { log.push(`business deleted ${ctx.deletedBusinessMessages.message_ids}`); });
  bot.catch((err) => { log.push(`error ${err.message}`); });

  const started = new Promise((resolve) => {
    void bot.start({
      onStart: resolve,
      allowed_updates: [
        "message", "edited_message", "callback_query", "message_reaction", "my_chat_member",
        "business_connection", "business_message", "edited_business_message", "deleted_business_messages",
      ],
    });
  });
  await started;
  t.after(() => bot.stop());
  let n = 0;
  const expect = async (...lines) => {
    n += lines.length;
    await seen(log, n);
    assert.deepEqual(log.slice(n - lines.length), lines);
  };
  const as5 = (action) => act({ bot: id, customer: 5, ...action });

  // The first poll sets allowed_updates; wait for it by a message.
  await as5({ do: "start", text: "promo" });
  await expect("start promo");
  await as5({ do: "say", text: "Здравствуйте 🙏" });
  await expect("text Здравствуйте 🙏");
  const { messages: [mine] } = await as5({ do: "photo", text: "вот" });
  await expect("photo вот 2");
  await as5({ do: "voice", seconds: 4 });
  await as5({ do: "sticker", text: "👍" });
  await as5({ do: "contact", phone: "+37369000001", name: "Ана" });
  await as5({ do: "location", latitude: 47.01, longitude: 28.86 });
  await expect("voice 4", "sticker 👍", "contact +37369000001", "location 47.01");
  const { messages: [said] } = await as5({ do: "say", text: "раз" });
  await as5({ do: "edit", messages: [said], text: "два" });
  await expect("text раз", "edited два");
  await as5({ do: "react", messages: [mine], emoji: ["🔥"] });
  await expect("reaction 🔥");

  const question = await bot.api.sendMessage(5, "Когда?", { reply_markup: new InlineKeyboard().text("Утром", "am").url("Сайт", "https://example.com") });
  await as5({ do: "press", messages: [question.message_id], button: "am" });
  await expect("press am");
  await as5({ do: "block" });
  await expect("member kicked");
  await as5({ do: "unblock" });
  await expect("member member");

  await act({ do: "connect", bot: id, account: 100, rights: { can_reply: true } });
  await expect("connection true");
  await as5({ do: "say", account: 100, text: "Есть?" });
  await expect("business Есть? from 5", "business по делу from 100 by the bot");
  await act({ do: "owner_say", bot: id, account: 100, customer: 5, text: "Я сам" });
  await expect("business Я сам from 100");
  await act({ do: "owner_edit", bot: id, account: 100, customer: 5, messages: [3], text: "Я сама" });
  await act({ do: "owner_delete", bot: id, account: 100, customer: 5, messages: [3] });
  await expect("business edited Я сама", "business deleted 3");
});

test("everything that is sent comes back as it should", async () => {
  const { bot, id } = await newBot();
  await act({ do: "say", bot: id, customer: 5, text: "a" });
  const { api } = bot;

  const html = await api.sendMessage(5, "<b>жирный</b> &amp; <a href=\"https://a.md\">ссылка</a>", { parse_mode: "HTML" });
  assert.equal(html.text, "жирный & ссылка");
  assert.deepEqual(html.entities, [
    { type: "bold", offset: 0, length: 6 }, { type: "text_link", offset: 9, length: 6, url: "https://a.md" },
  ]);
  const marked = await api.sendMessage(5, "*a* ||b|| 1\\.5", { parse_mode: "MarkdownV2" });
  assert.equal(marked.text, "a b 1.5");
  assert.deepEqual(marked.entities.map((e) => e.type), ["bold", "spoiler"]);
  const plain = await api.sendMessage(5, "да", { entities: [{ type: "italic", offset: 0, length: 2 }], reply_parameters: { message_id: 1 } });
  assert.equal(plain.reply_to_message.message_id, 1);
  const keyed = await api.sendMessage(5, "?", { reply_markup: new Keyboard().text("Да").requestContact("Телефон").resized() });
  assert.equal(keyed.reply_markup, undefined);

  const edited = await api.editMessageText(5, plain.message_id, "нет");
  assert.equal(edited.text, "нет");
  assert.ok(edited.edit_date > 0);
  assert.equal(await api.deleteMessage(5, plain.message_id), true);
  assert.equal(await api.setMessageReaction(5, 1, [{ type: "emoji", emoji: "👍" }]), true);
  assert.equal(await api.sendChatAction(5, "typing"), true);
  const forwarded = await api.forwardMessage(5, 5, 1);
  assert.equal(forwarded.forward_origin.sender_user.id, 5);
  assert.ok((await api.copyMessage(5, 5, 1)).message_id > forwarded.message_id);
  assert.equal((await api.getChat(5)).type, "private");
  assert.equal((await api.getChatMember(5, 5)).status, "member");
  assert.equal((await api.sendLocation(5, 47.01, 28.86)).location.longitude, 28.86);
  assert.equal((await api.sendContact(5, "+37369000001", "Ана")).contact.first_name, "Ана");

  await api.setMyCommands([{ command: "human", description: "Позвать человека" }], { scope: { type: "chat", chat_id: 5 }, language_code: "ru" });
  assert.deepEqual(await api.getMyCommands({ scope: { type: "chat", chat_id: 5 }, language_code: "ru" }), [{ command: "human", description: "Позвать человека" }]);
  assert.deepEqual(await api.getMyCommands(), []);
  await api.setMyDescription("Отвечаю за магазин");
  assert.deepEqual(await api.getMyDescription(), { description: "Отвечаю за магазин" });
});

test("files: upload, download, album", async () => {
  const { bot, id, token } = await newBot();
  await act({ do: "say", bot: id, customer: 5, text: "a" });
  const sent = await bot.api.sendDocument(5, new InputFile(Buffer.from("50 лей"), "цены.txt"), { caption: "Цены" });
  assert.equal(sent.document.file_name, "цены.txt");
  assert.equal(sent.caption, "Цены");
  const file = await bot.api.getFile(sent.document.file_id);
  const got = await fetch(`${apiRoot}/file/bot${token}/${file.file_path}`);
  assert.equal(await got.text(), "50 лей");
  const again = await bot.api.sendDocument(5, sent.document.file_id);
  assert.equal(again.document.file_id, sent.document.file_id);
  const album = await bot.api.sendMediaGroup(5, [
    InputMediaBuilder.photo(new InputFile(Buffer.from("one"), "1.jpg"), { caption: "раз" }),
    InputMediaBuilder.photo(new InputFile(Buffer.from("two"), "2.jpg")),
  ]);
  assert.equal(album.length, 2);
  assert.ok(album[0].media_group_id);
  assert.equal(album[0].media_group_id, album[1].media_group_id);
});

test("refusals are what grammY takes for the Bot API's", async () => {
  const { bot, id } = await newBot();
  const refused = async (call, code, description, parameters = {}) => {
    await assert.rejects(call, (err) => {
      assert.ok(err instanceof GrammyError, String(err));
      assert.equal(err.error_code, code);
      assert.equal(err.description, description);
      assert.deepEqual(err.parameters, parameters);
      return true;
    });
  };
  await refused(bot.api.sendMessage(5, "a"), 400, "Bad Request: chat not found");
  await act({ do: "say", bot: id, customer: 5, text: "a" });
  await refused(bot.api.sendMessage(5, ""), 400, "Bad Request: message text is empty");
  await refused(bot.api.sendMessage(5, "я".repeat(4097)), 400, "Bad Request: message is too long");
  await refused(bot.api.sendMessage(5, "1.5", { parse_mode: "MarkdownV2" }), 400,
    "Bad Request: can't parse entities: Character '.' is reserved and must be escaped with the preceding '\\'");
  await refused(bot.api.sendMessage(5, "?", { reply_markup: new InlineKeyboard().text("a", "я".repeat(33)) }), 400, "Bad Request: BUTTON_DATA_INVALID");
  await refused(bot.api.answerCallbackQuery("1"), 400, "Bad Request: query is too old and response timeout expired or query ID is invalid");
  await refused(bot.api.raw.sendTelepathy({}), 404, "Not Found: method not found");
  await act({ do: "block", bot: id, customer: 5 });
  await refused(bot.api.sendMessage(5, "a"), 403, "Forbidden: bot was blocked by the user");
  await act({ do: "unblock", bot: id, customer: 5 });

  await control("faults", { kind: "too_many", bot: id, retry_after: 17 });
  await refused(bot.api.sendMessage(5, "a"), 429, "Too Many Requests: retry after 17", { retry_after: 17 });
  await refused(new Bot("7999999999:grammy-not-a-real-token-999x", { client: { apiRoot } }).api.getMe(), 401, "Unauthorized");
});

test("faults are what grammY takes for a bad network", async () => {
  const { bot, id } = await newBot();
  await act({ do: "say", bot: id, customer: 5, text: "a" });
  for (const fault of [{ kind: "drop" }, { kind: "drop", after_effect: true }, { kind: "html" }, { kind: "garble", after_effect: true }]) {
    await control("faults", { ...fault, bot: id });
    await assert.rejects(bot.api.sendMessage(5, JSON.stringify(fault)), (err) => err instanceof HttpError, JSON.stringify(fault));
  }
  const slow = new Bot(bot.token, { client: { apiRoot, timeoutSeconds: 0.2 } });
  await control("faults", { kind: "hang", after_effect: true, bot: id });
  await assert.rejects(slow.api.sendMessage(5, "повисло"), (err) => err instanceof HttpError);
  await bot.api.sendMessage(5, "снова");

  const answer = await fetch(`${apiRoot}/_control/record`);
  const sends = (await answer.text()).trim().split("\n").map((line) => JSON.parse(line))
    .filter((e) => e.kind === "call" && e.bot === id && e.method === "sendMessage");
  assert.deepEqual(sends.map((e) => [e.fault ?? "", e.effect ?? false]), [
    ["drop", false], ["drop", true], ["html", false], ["garble", true], ["hang", true], ["", true],
  ]);
});

test("webhook with a secret", async (t) => {
  const { bot, id } = await newBot();
  const log = [];
  bot.on("message:text", (ctx) => { log.push(ctx.msg.text); return ctx.reply(`эхо: ${ctx.msg.text}`); });
  const server = createServer(webhookCallback(bot, "http", { secretToken: "s3cret" }));
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  t.after(() => { server.closeAllConnections(); server.close(); });
  const url = `http://127.0.0.1:${server.address().port}/hook`;
  assert.equal(await bot.api.setWebhook(url, { secret_token: "s3cret", max_connections: 3, allowed_updates: ["message"] }), true);
  await act({ do: "say", bot: id, customer: 5, text: "привет" });
  await seen(log, 1);
  assert.deepEqual(log, ["привет"]);
  const info = await bot.api.getWebhookInfo();
  assert.equal(info.url, url);
  assert.equal(info.max_connections, 3);
  assert.deepEqual(info.allowed_updates, ["message"]);
  await assert.rejects(bot.api.getUpdates(), (err) => err.error_code === 409);
  assert.equal(await bot.api.deleteWebhook({ drop_pending_updates: true }), true);
  assert.deepEqual(await bot.api.getUpdates(), []);
});

test("replies in the webhook's answer", async (t) => {
  const { bot, id } = await newBot({}, { client: { canUseWebhookReply: (method) => method === "sendMessage" } });
  bot.on("message:text", (ctx) => ctx.reply("в ответе"));
  const server = createServer(webhookCallback(bot, "http"));
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  t.after(() => { server.closeAllConnections(); server.close(); });
  await bot.api.setWebhook(`http://127.0.0.1:${server.address().port}/`);
  await act({ do: "say", bot: id, customer: 5, text: "a" });
  const list = [];
  for (let n = 0; n < 1000 && list.length === 0; n++) {
    const text = await (await fetch(`${apiRoot}/_control/record?wait=50ms`)).text();
    list.push(...text.trim().split("\n").map((line) => JSON.parse(line)).filter((e) => e.bot === id && e.in_webhook));
  }
  assert.equal(list[0].method, "sendMessage");
  assert.equal(list[0].result.text, "в ответе");
});

test("two pollers on one token", async () => {
  const { bot, token } = await newBot();
  const first = bot.api.getUpdates({ timeout: 20 });
  const second = new AbortController();
  await new Promise((resolve) => setTimeout(resolve, 50));
  const other = new Bot(token, { client: { apiRoot } }).api.getUpdates({ timeout: 20 }, second.signal);
  await assert.rejects(first, (err) => err.error_code === 409 && /terminated by other getUpdates/.test(err.description));
  second.abort();
  await assert.rejects(other);
});

test("the test environment", async () => {
  const { token } = await newBot({ test_dc: true });
  const there = new Bot(token, { client: { apiRoot, environment: "test" } });
  assert.equal((await there.api.getMe()).is_bot, true);
  await assert.rejects(new Bot(token, { client: { apiRoot } }).api.getMe(), (err) => err.error_code === 401);
});

