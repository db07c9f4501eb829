import { Group, NumberInput, Radio, SimpleGrid, Stack, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RouteOffer } from '../../api/types';
import { formatOpen, parseOpen } from '../../format/open';
import { millisFor, mostFor, ROUTES, seconds, type Limits, type RouteWish, type Size } from './routes';

/** Chooses how a question is answered, with what each way takes and costs at most now. */
export function RoutePicker({ offers, size, value, onChange }: { offers: RouteOffer[]; size: Size; value: RouteWish; onChange: (wish: RouteWish) => void }) {
  const { t } = useTranslation();
  const change = (name: string) => onChange({ name } as RouteWish);
  return (
    <Stack gap="xs">
      <Radio.Group label={t('chat.route.label')} value={value.name} onChange={change} data-testid="chat-route">
        <SimpleGrid cols={{ base: 1, xs: 2, md: 4 }} mt={6}>
          {ROUTES.map((id) => {
            const offer = offers.find((each) => each.id === id);
            return <Choice key={id} id={id} hint={<Hint offer={offer} size={size} />} disabled={id !== 'standard' && !offer?.available} />;
          })}
          <Choice id="auto" hint={t('chat.route.autoHint')} />
        </SimpleGrid>
      </Radio.Group>
      {value.name === 'auto' && <LimitFields onChange={(limits) => onChange({ name: 'auto', ...limits })} />}
    </Stack>
  );
}

function Choice({ id, hint, disabled }: { id: 'standard' | 'fast' | 'quote' | 'auto'; hint: React.ReactNode; disabled?: boolean }) {
  const { t } = useTranslation();
  return (
    <Radio.Card value={id} p="xs" radius="md" disabled={disabled} aria-label={t(`chat.route.${id}`)} data-testid={`chat-route-${id}`} className="route-card">
      <Group gap="xs" wrap="nowrap" align="flex-start">
        <Radio.Indicator disabled={disabled} />
        <div>
          <Text size="sm" fw={600}>
            {t(`chat.route.${id}`)}
          </Text>
          <Text size="xs" c="dimmed">
            {t(`chat.route.how.${id}`)}
          </Text>
          <Text size="xs" component="div" data-testid={`chat-hint-${id}`}>
            {hint}
          </Text>
        </div>
      </Group>
    </Radio.Card>
  );
}

function Hint({ offer, size }: { offer: RouteOffer | undefined; size: Size }) {
  const { t, i18n } = useTranslation();
  if (!offer) return '…';
  if (!offer.available) return t('chat.route.notOffered');
  const millis = millisFor(offer, size.answerTokens);
  const time = millis === undefined ? t('chat.route.unmeasured') : t('chat.route.about', { time: seconds(millis, i18n.language) });
  return `${time} · ${t('chat.route.most', { amount: formatOpen(mostFor(offer, size), i18n.language) })}`;
}

function LimitFields({ onChange }: { onChange: (limits: Limits) => void }) {
  const { t } = useTranslation();
  const [wait, setWait] = useState<number>();
  const [price, setPrice] = useState('');
  const wrong = (text: string) => text.trim() !== '' && parseOpen(text) === undefined;
  const tell = (time: number | undefined, most: string) => {
    const amount = parseOpen(most);
    onChange({ ...(time ? { millis: Math.round(time * 1000) } : {}), ...(amount === undefined ? {} : { price: amount }), ...(wrong(most) ? { wrong: true } : {}) });
  };
  return (
    <Group align="flex-start">
      <NumberInput
        label={t('chat.route.limitTime')}
        w={180}
        min={0.01}
        max={3600}
        decimalScale={2}
        value={wait ?? ''}
        onChange={(v) => {
          const time = typeof v === 'number' ? v : undefined;
          setWait(time);
          tell(time, price);
        }}
        data-testid="chat-limit-time"
      />
      <TextInput
        label={t('chat.route.limitPrice')}
        w={180}
        value={price}
        error={wrong(price) && t('chat.route.limitPriceWrong')}
        onChange={(e) => {
          setPrice(e.currentTarget.value);
          tell(wait, e.currentTarget.value);
        }}
        data-testid="chat-limit-price"
      />
    </Group>
  );
}
