import { Button, Card, Group, NumberInput, SegmentedControl, Select, SimpleGrid, Stack, Switch, Text, Textarea } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useDatanets, useGet } from '../../api/hooks';
import type { Account, Adapter, Attribution, RouteOffer } from '../../api/types';
import { LinkButton } from '../../components/links';
import { Empty, Loaded, Open, Page, Section } from '../../components/parts';
import { AnswerCard } from './AnswerCard';
import { ask, type Question } from './ask';
import { RoutePicker } from './RoutePicker';
import { mostFor, type RouteWish, type Size } from './routes';

export interface Turn {
  /** As it was sent, so that trying again sends the very same. */
  question: Question;
  text: string;
  streaming: boolean;
  attribution?: Attribution;
  error?: unknown;
}

export function ChatPage() {
  const { t } = useTranslation();
  const adapters = useGet<Adapter[]>('/api/adapters');
  return (
    <Page title={t('nav.chat')} lead={t('chat.lead')}>
      <Loaded query={adapters}>
        {(all) => {
          const served = all.filter((adapter) => adapter.state === 'REGISTERED');
          return served.length === 0 ? <Empty text={t('chat.empty')} /> : <Chat adapters={served} />;
        }}
      </Loaded>
    </Page>
  );
}

const PASSAGES = 3;
/** Tokens that a chat template may put around a question, at most. */
const TEMPLATE_TOKENS = 16;
/** The server cuts a passage that is put before a question to this many tokens. */
const PASSAGE_TOKENS = 96;
/** Hints are asked for again after so many milliseconds. */
const HINTS = 10_000;

function Chat({ adapters }: { adapters: Adapter[] }) {
  const { t } = useTranslation();
  const cache = useQueryClient();
  const search = useSearch({ strict: false });
  const [model, setModel] = useState(search.model ?? adapters[0]?.modelId ?? '');
  const [mode, setMode] = useState<'chat' | 'continue'>('chat');
  const [prompt, setPrompt] = useState('');
  const [maxTokens, setMaxTokens] = useState(96);
  const [temperature, setTemperature] = useState(0.2);
  const [retrieval, setRetrieval] = useState<string | null>(null);
  const [route, setRoute] = useState<RouteWish>({ name: 'standard' });
  const [turns, setTurns] = useState<Turn[]>([]);
  const stop = useRef<AbortController>(undefined);
  const wrong = route.name === 'auto' && route.wrong === true;
  const busy = turns[0]?.streaming ?? false;
  const price = adapters.find((adapter) => adapter.modelId === model)?.pricePerThousandTokens ?? '0';
  const offers = useGet<{ data: RouteOffer[] }>(`/v1/routes?model=${encodeURIComponent(model)}`, { enabled: model !== '', poll: () => HINTS }).data?.data ?? [];
  const size: Size = { promptBytes: new TextEncoder().encode(prompt).length + TEMPLATE_TOKENS, passageTokens: retrieval ? PASSAGES * PASSAGE_TOKENS : 0, answerTokens: maxTokens };

  const update = (key: string, change: (turn: Turn) => Partial<Turn>) => setTurns((all) => all.map((turn) => (turn.question.idempotencyKey === key ? { ...turn, ...change(turn) } : turn)));

  const submit = async (again?: Turn) => {
    if (busy || (!again && (wrong || prompt.trim() === ''))) return;
    // The same key and question again after a broken connection: the stored answer comes back, nothing is charged twice.
    const question: Question = again?.question ?? {
      idempotencyKey: crypto.randomUUID(),
      model,
      mode,
      prompt: prompt.trim(),
      maxTokens,
      temperature,
      route,
      retrieval: retrieval ? { datanetId: retrieval, passages: PASSAGES } : undefined,
    };
    const key = question.idempotencyKey;
    setTurns((all) => [{ question, text: '', streaming: true }, ...all.filter((other) => other.question.idempotencyKey !== key)]);
    if (!again) setPrompt('');
    stop.current = new AbortController();
    try {
      const attribution = await ask(question, (text) => update(key, (old) => ({ text: old.text + text })), stop.current.signal);
      update(key, () => ({ streaming: false, attribution }));
    } catch (error) {
      update(key, () => ({ streaming: false, error: stop.current?.signal.aborted ? undefined : error }));
    }
    void cache.invalidateQueries({ queryKey: ['/api/account'] });
  };

  return (
    <Stack gap="lg">
      <Section title={t('chat.ask')}>
        <Stack>
          <SimpleGrid cols={{ base: 1, sm: 2 }}>
            <Select label={t('chat.model')} data={adapters.map((a) => a.modelId)} value={model} onChange={(value) => setModel(value ?? model)} allowDeselect={false} data-testid="chat-model" />
            <Stack gap={6}>
              <Text size="sm" fw={500}>
                {t('chat.mode')}
              </Text>
              <SegmentedControl
                value={mode}
                onChange={(value) => setMode(value as 'chat' | 'continue')}
                data={[
                  { value: 'chat', label: t('chat.modeChat') },
                  { value: 'continue', label: t('chat.modeContinue') },
                ]}
                data-testid="chat-mode"
              />
            </Stack>
          </SimpleGrid>
          <Textarea
            label={t('chat.prompt')}
            autosize
            minRows={3}
            maxRows={10}
            value={prompt}
            onChange={(e) => setPrompt(e.currentTarget.value)}
            onKeyDown={(e) => {
              if (e.key === 'Enter' && (e.ctrlKey || e.metaKey)) void submit();
            }}
            data-testid="chat-prompt"
          />
          <Group align="flex-end">
            <NumberInput label={t('chat.maxTokens')} w={140} min={1} max={1024} value={maxTokens} onChange={(v) => setMaxTokens(typeof v === 'number' ? v : 1)} data-testid="chat-max-tokens" />
            <NumberInput label={t('chat.temperature')} w={140} min={0} max={2} step={0.1} decimalScale={2} value={temperature} onChange={(v) => setTemperature(typeof v === 'number' ? v : 0)} data-testid="chat-temperature" />
            <Retrieval value={retrieval} onChange={setRetrieval} />
          </Group>
          <RoutePicker offers={offers} size={size} value={route} onChange={setRoute} />
          <Group justify="space-between">
            <Cost most={mostOf(route, offers, size, price)} />
            {busy ? (
              <Button color="red" variant="light" onClick={() => stop.current?.abort()}>
                {t('chat.stop')}
              </Button>
            ) : (
              <Button onClick={() => void submit()} disabled={wrong || prompt.trim() === ''} data-testid="chat-send">
                {t('chat.send')}
              </Button>
            )}
          </Group>
        </Stack>
      </Section>
      {turns.map((turn) => (
        <AnswerCard key={turn.question.idempotencyKey} turn={turn} onRetry={() => void submit(turn)} />
      ))}
    </Stack>
  );
}

function Retrieval({ value, onChange }: { value: string | null; onChange: (datanet: string | null) => void }) {
  const { t } = useTranslation();
  const datanets = (useDatanets().data ?? []).filter((datanet) => datanet.state === 'REGISTERED');
  return (
    <Group align="flex-end">
      <Switch
        label={t('chat.retrieval')}
        description={t('chat.retrievalHelp')}
        checked={value !== null}
        onChange={(e) => onChange(e.currentTarget.checked ? (datanets[0]?.id ?? null) : null)}
        data-testid="chat-retrieval"
      />
      {value !== null && (
        <Select aria-label={t('chat.retrievalFrom')} data={datanets.map((d) => ({ value: d.id, label: d.name }))} value={value} onChange={onChange} allowDeselect={false} data-testid="chat-retrieval-datanet" />
      )}
    </Group>
  );
}

/** What the question can cost at most by the chosen route; left to the server, as much as its limit. */
function mostOf(route: RouteWish, offers: RouteOffer[], size: Size, price: string) {
  const offer = offers.find((each) => each.id === route.name) ?? { id: 'standard' as const, how: '', available: true, pricePerThousandTokens: price };
  const most = mostFor(offer, size);
  return route.name === 'auto' && route.price !== undefined && BigInt(route.price) < BigInt(most) ? route.price : most;
}

/** What the question can cost at most, and what there is to pay it with. */
function Cost({ most }: { most: string }) {
  const { t } = useTranslation();
  const account = useGet<Account>('/api/account').data;
  const short = account !== undefined && BigInt(account.escrow.available) < BigInt(most);
  return (
    <Card p="xs" withBorder={false} bg="transparent">
      <Text size="sm" c="dimmed" component="div">
        {t('chat.atMost')} <Open amount={most} testId="chat-most" /> · {t('chat.available')} <Open amount={account?.escrow.available} />
      </Text>
      {short && (
        <Group gap="xs" mt={4}>
          <Text size="sm" c="orange">
            {t('chat.short')}
          </Text>
          <LinkButton to="/wallet" size="compact-xs" variant="light">
            {t('chat.deposit')}
          </LinkButton>
        </Group>
      )}
    </Card>
  );
}
