// The official client, unchanged, against the interface at $DATANET.
import assert from 'node:assert/strict';
import OpenAI from 'openai';

const client = new OpenAI({ baseURL: process.env.DATANET + '/v1', apiKey: process.env.TOKEN, maxRetries: 0 });
const model = process.env.MODEL;
const messages = [{ role: 'user', content: 'once' }];

const models = await client.models.list();
assert.equal(models.data[0].id, model);

const text = await client.completions.create({ model, prompt: 'the nurse', max_tokens: 5, n: 2, seed: 1, logprobs: 2 });
assert.equal(text.choices.length, 2);
assert.ok(text.usage.completion_tokens <= 10);
assert.ok(text.choices[0].logprobs.tokens.length <= 5);

const chat = await client.chat.completions.create({ model, messages, max_tokens: 8, seed: 3, logprobs: true, top_logprobs: 3 });
assert.equal(chat.choices[0].logprobs.content.length, chat.usage.completion_tokens);
assert.ok(chat.datanet);

let streamed = '';
let usage;
const stream = await client.chat.completions.create({
  model, messages, max_tokens: 8, seed: 3, stream: true, stream_options: { include_usage: true },
});
for await (const chunk of stream) {
  streamed += chunk.choices[0]?.delta?.content ?? '';
  usage = chunk.usage ?? usage;
}
assert.equal(streamed, chat.choices[0].message.content);
assert.deepEqual(usage.completion_tokens, chat.usage.completion_tokens);

const schema = {
  type: 'object',
  properties: { town: { type: 'string', maxLength: 20 }, people: { type: 'integer', minimum: 0, maximum: 9999 } },
  required: ['town', 'people'],
  additionalProperties: false,
};
const town = await client.chat.completions.parse({
  model, messages, max_tokens: 90,
  response_format: { type: 'json_schema', json_schema: { name: 'town', strict: true, schema } },
});
const value = JSON.parse(town.choices[0].message.content);
assert.equal(typeof value.town, 'string');
assert.ok(value.people >= 0 && value.people <= 9999);

const call = client.chat.completions.stream({
  model, messages, max_tokens: 120, tool_choice: 'required',
  tools: [{ type: 'function', function: { name: 'census', parameters: schema } }],
});
const called = await call.finalChatCompletion();
assert.equal(called.choices[0].finish_reason, 'tool_calls');
assert.equal(called.choices[0].message.tool_calls[0].function.name, 'census');

const vectors = await client.embeddings.create({ model: 'all-minilm-l6-v2', input: ['a', 'b'] });
assert.equal(vectors.data[1].embedding.length, 384);

await assert.rejects(client.chat.completions.create({ model: 'none:1', messages }), OpenAI.NotFoundError);
await assert.rejects(client.completions.create({ model, prompt: 'x', n: 99 }), OpenAI.BadRequestError);
console.log('all is well');
