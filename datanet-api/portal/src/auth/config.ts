import { createContext, use } from 'react';
import type { PublicConfig } from '../api/types';

export const ConfigContext = createContext<PublicConfig | undefined>(undefined);

export function useConfig(): PublicConfig {
  const config = use(ConfigContext);
  if (!config) throw new Error('no configuration around this component');
  return config;
}
