import { ColorSwatch, Group, RingProgress, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Split } from '../../api/types';
import { percent } from '../../format/show';

const PARTS = [
  { key: 'dataPpm', text: 'data', color: 'var(--mantine-color-sea-7)' },
  { key: 'modelPpm', text: 'model', color: 'var(--mantine-color-indigo-5)' },
  { key: 'stakersPpm', text: 'stakers', color: 'var(--mantine-color-yellow-5)' },
  { key: 'protocolPpm', text: 'protocol', color: 'var(--mantine-color-gray-5)' },
] as const;

/** Who gets what of a fee; the legend carries the same numbers as the ring. */
export function SplitDonut({ split }: { split: Split }) {
  const { t, i18n } = useTranslation();
  const shown = (ppm: number) => percent(ppm, i18n.language);
  return (
    <Group gap="lg">
      <RingProgress size={112} thickness={14} aria-hidden sections={PARTS.map((part) => ({ value: split[part.key] / 10_000, color: part.color }))} />
      <Stack gap={6}>
        {PARTS.map((part) => (
          <Group key={part.key} gap={8}>
            <ColorSwatch size={12} color={part.color} withShadow={false} />
            <Text size="sm">
              {t(`split.${part.text}`)} <b>{shown(split[part.key])}</b>
            </Text>
          </Group>
        ))}
      </Stack>
    </Group>
  );
}
