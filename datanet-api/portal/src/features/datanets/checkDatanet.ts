import type { NewDatanet } from '../../api/types';
import { parseOpen } from '../../format/open';

/** The form as typed: numbers are still text, lists are chosen. Shares are in per cent. */
export interface DatanetForm {
  name: string;
  domain: string;
  description: string;
  acceptedTypes: string[];
  languages: string[];
  maxMegabytes: string;
  whitelist: string;
  region: string;
  privacyPreset: string;
  price: string;
  model: string;
  data: string;
  stakers: string;
  protocol: string;
}

export const TYPES = ['text', 'markdown', 'pdf', 'docx', 'html', 'csv', 'json', 'jsonl', 'eml'];
export const PRESETS = ['clinical', 'literature', 'iot'];
export const REGIONS = ['ANY', 'ES', 'DE', 'FR', 'GB', 'US'];

export const EMPTY_FORM: DatanetForm = {
  name: '',
  domain: '',
  description: '',
  acceptedTypes: ['text', 'markdown', 'pdf', 'docx'],
  languages: ['en'],
  maxMegabytes: '10',
  whitelist: '',
  region: 'ANY',
  privacyPreset: 'clinical',
  price: '0.5',
  model: '20',
  data: '60',
  stakers: '10',
  protocol: '10',
};

export type FormErrors = Partial<Record<keyof DatanetForm, 'required' | 'amount' | 'number' | 'choose' | 'sum'>>;

/** `12.5` per cent → 125000 parts per million, exactly; undefined when it is no share. */
export function ppmOfPercent(text: string): number | undefined {
  const match = /^(\d{1,3})(?:[.,](\d{1,4}))?$/.exec(text.trim());
  if (!match) return undefined;
  const ppm = Number(match[1]) * 10_000 + Number((match[2] ?? '').padEnd(4, '0'));
  return ppm <= 1_000_000 ? ppm : undefined;
}

export function checkDatanet(form: DatanetForm): FormErrors {
  const errors: FormErrors = {};
  for (const field of ['name', 'domain', 'description'] as const) if (form[field].trim() === '') errors[field] = 'required';
  for (const field of ['acceptedTypes', 'languages'] as const) if (form[field].length === 0) errors[field] = 'choose';
  const megabytes = Number(form.maxMegabytes);
  if (!Number.isFinite(megabytes) || megabytes <= 0 || megabytes > 1024) errors.maxMegabytes = 'number';
  if (parseOpen(form.price) === undefined) errors.price = 'amount';
  const parts = ['model', 'data', 'stakers', 'protocol'] as const;
  for (const part of parts) if (ppmOfPercent(form[part]) === undefined) errors[part] = 'number';
  const sum = parts.reduce((total, part) => total + (ppmOfPercent(form[part]) ?? 0), 0);
  if (sum !== 1_000_000 && !parts.some((part) => errors[part])) errors.protocol = 'sum';
  return errors;
}

/** The request body; call only when {@link checkDatanet} found nothing. */
export function toNewDatanet(form: DatanetForm): NewDatanet {
  return {
    name: form.name.trim(),
    domain: form.domain.trim(),
    description: form.description.trim(),
    acceptedTypes: form.acceptedTypes,
    languages: form.languages,
    maxFileBytes: Math.floor(Number(form.maxMegabytes) * 1024 * 1024),
    contributorWhitelist: form.whitelist.split(/[\s,;]+/).filter((name) => name !== ''),
    region: form.region,
    privacyPreset: form.privacyPreset,
    pricePerThousandTokens: parseOpen(form.price) ?? '0',
    split: {
      modelPpm: ppmOfPercent(form.model) ?? 0,
      dataPpm: ppmOfPercent(form.data) ?? 0,
      stakersPpm: ppmOfPercent(form.stakers) ?? 0,
      protocolPpm: ppmOfPercent(form.protocol) ?? 0,
    },
  };
}
