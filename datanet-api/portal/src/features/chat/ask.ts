import { send } from '../../api/client';
import { events } from '../../api/sse';
import type { Attribution } from '../../api/types';
import { requested, type RouteWish } from './routes';

export interface Question {
  model: string;
  prompt: string;
  mode: 'chat' | 'continue';
  maxTokens: number;
  temperature: number;
  route: RouteWish;
  retrieval?: { datanetId: string; passages: number };
  idempotencyKey: string;
}

interface Chunk {
  choices?: { delta?: { content?: string | null }; text?: string | null }[];
  datanet?: Attribution | null;
}

/** Asks a model and streams its answer; the attribution comes with the last chunk. */
export async function ask(question: Question, onText: (text: string) => void, signal: AbortSignal): Promise<Attribution | undefined> {
  const chat = question.mode === 'chat';
  const datanet = { ...(question.retrieval ? { retrieval: question.retrieval } : {}), ...requested(question.route) };
  const body = {
    model: question.model,
    stream: true,
    max_tokens: question.maxTokens,
    temperature: question.temperature,
    ...(chat ? { messages: [{ role: 'user', content: question.prompt }] } : { prompt: question.prompt }),
    ...(Object.keys(datanet).length > 0 ? { datanet } : {}),
  };
  const response = await send('POST', chat ? '/v1/chat/completions' : '/v1/completions', body, {
    signal,
    headers: { Accept: 'text/event-stream', 'Idempotency-Key': question.idempotencyKey },
  });
  let attribution: Attribution | undefined;
  for await (const data of events(response.body as ReadableStream<Uint8Array>)) {
    if (data.trim() === '[DONE]') break;
    const chunk = JSON.parse(data) as Chunk;
    const piece = chunk.choices?.[0]?.delta?.content ?? chunk.choices?.[0]?.text;
    if (piece) onText(piece);
    attribution = chunk.datanet ?? attribution;
  }
  return attribution;
}
