import { ActionIcon, Badge, Box, Card, Center, CopyButton, Group, Loader, Progress as Bar, Stack, Text, Title, Tooltip } from '@mantine/core';
import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Progress } from '../api/types';
import { formatOpen } from '../format/open';
import { short } from '../format/show';
import { FailureBox } from './FailureBox';
import { Icon } from './Icon';

export function Page({ title, lead, actions, children }: { title: ReactNode; lead?: ReactNode; actions?: ReactNode; children: ReactNode }) {
  return (
    <Stack gap="lg">
      <Group justify="space-between" align="flex-start">
        <Box maw={680}>
          <Title order={1} size="h2">
            {title}
          </Title>
          {lead && (
            <Text c="dimmed" mt={4}>
              {lead}
            </Text>
          )}
        </Box>
        {actions && <Group gap="sm">{actions}</Group>}
      </Group>
      {children}
    </Stack>
  );
}

export function Section({ title, actions, children }: { title: ReactNode; actions?: ReactNode; children: ReactNode }) {
  return (
    <Card component="section">
      <Group justify="space-between" mb="md">
        <Title order={2} size="h4">
          {title}
        </Title>
        {actions}
      </Group>
      {children}
    </Card>
  );
}

/** Shows the data of a query, or that it is on its way, or why it did not come. */
export function Loaded<T>({ query, children }: { query: UseQueryResult<T>; children: (data: T) => ReactNode }) {
  const { t } = useTranslation();
  if (query.data !== undefined) return <>{children(query.data)}</>;
  if (query.error) return <FailureBox error={query.error} onRetry={() => void query.refetch()} />;
  return (
    <Center mih={120}>
      <Loader size="sm" aria-label={t('common.loading')} />
    </Center>
  );
}

/** Nothing here yet, and what the next step is. */
export function Empty({ text, children }: { text: string; children?: ReactNode }) {
  return (
    <Card py={44} ta="center" style={{ borderStyle: 'dashed' }}>
      <Text c="dimmed" maw={460} mx="auto">
        {text}
      </Text>
      {children && (
        <Group justify="center" mt="md">
          {children}
        </Group>
      )}
    </Card>
  );
}

const COLORS: Record<string, string> = {
  REGISTERED: 'teal', ACCEPTED: 'teal', GRANTED: 'teal', DONE: 'teal', CHARGED: 'teal', FINAL: 'teal', POSTED: 'teal', ALLOW: 'teal',
  FAILED: 'red', REJECTED: 'red', DENIED: 'red', DENY: 'red', REVOKED: 'red',
  FROZEN: 'blue', IN_REVIEW: 'indigo', REQUESTED: 'indigo', OPEN: 'indigo', HELD: 'yellow', SENT_BACK: 'orange',
  WITHDRAWN: 'gray', DUPLICATE: 'gray', CLEAN: 'teal', EXPIRED: 'gray', RELEASED: 'gray', STOPPED: 'gray',
};

export function StateBadge({ state, testId }: { state: string; testId?: string }) {
  const { t } = useTranslation();
  const text = t(`state.${state as 'DONE'}`, { defaultValue: state });
  return (
    <Badge color={COLORS[state] ?? 'yellow'} data-testid={testId} data-state={state}>
      {text}
    </Badge>
  );
}

export function Open({ amount, digits, testId }: { amount: string | null | undefined; digits?: number; testId?: string }) {
  const { i18n } = useTranslation();
  const exact = formatOpen(amount, i18n.language, 18);
  return (
    <Text span inherit style={{ whiteSpace: 'nowrap', fontVariantNumeric: 'tabular-nums' }} title={`${exact} OPEN`} data-testid={testId} data-amount={amount ?? ''}>
      {formatOpen(amount, i18n.language, digits)} <Text span inherit c="dimmed" fz="0.85em">OPEN</Text>
    </Text>
  );
}

/** A hash, address or id: short, whole in the tooltip, copied with one key press. */
export function HashText({ value, testId }: { value: string | null | undefined; testId?: string }) {
  const { t } = useTranslation();
  if (!value) return <Text span c="dimmed">–</Text>;
  return (
    <Group component="span" gap={4} wrap="nowrap" display="inline-flex">
      <span className="mono" title={value} data-testid={testId} data-value={value}>
        {short(value)}
      </span>
      <CopyButton value={value}>
        {({ copied, copy }) => (
          <Tooltip label={copied ? t('common.copied') : t('common.copy')}>
            <ActionIcon variant="subtle" size="xs" color={copied ? 'teal' : 'gray'} onClick={copy} aria-label={`${t('common.copy')}: ${short(value)}`}>
              <Icon name="copy" size={12} />
            </ActionIcon>
          </Tooltip>
        )}
      </CopyButton>
    </Group>
  );
}

export function ProgressBar({ progress, label }: { progress?: Progress | null; label: string }) {
  const { i18n } = useTranslation();
  const known = !!progress && progress.total > 0;
  const value = known ? Math.min(100, (100 * progress.done) / progress.total) : 100;
  const count = (n: number) => new Intl.NumberFormat(i18n.language).format(n);
  return (
    <Box>
      <Bar.Root size="md">
        <Bar.Section value={value} animated={value < 100 || !known} striped={!known} aria-label={label} />
      </Bar.Root>
      <Group justify="space-between" mt={4} gap="xs">
        <Text size="xs" c="dimmed">
          {progress?.message || label}
        </Text>
        {known && (
          <Text size="xs" c="dimmed">
            {count(progress.done)} / {count(progress.total)} {progress.unit}
          </Text>
        )}
      </Group>
    </Box>
  );
}

/** Names and values, one pair a row. */
export function Facts({ rows }: { rows: [string, ReactNode][] }) {
  return (
    <dl className="facts">
      {rows.map(([name, value]) => (
        <div key={name} style={{ display: 'contents' }}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

export function Stat({ label, children }: { label: string; children: ReactNode }) {
  return (
    <Card padding="md">
      <Text size="sm" c="dimmed">
        {label}
      </Text>
      <Text size="xl" fw={620} mt={4}>
        {children}
      </Text>
    </Card>
  );
}
