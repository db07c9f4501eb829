const PATHS = {
  database: 'M4 6c0-1.700 3.600-3 8-3s8 1.300 8 3-3.600 3-8 3-8-1.300-8-3m0 0v12c0 1.700 3.600 3 8 3s8-1.300 8-3V6M4 12c0 1.700 3.600 3 8 3s8-1.300 8-3',
  upload: 'M12 16V4m0 0l-5 5m5-5l5 5M4 16v3a1 1 0 001 1h14a1 1 0 001-1v-3',
  file: 'M14 3v5h5M14 3H6a1 1 0 00-1 1v16a1 1 0 001 1h12a1 1 0 001-1V8zM9 13h6M9 17h4',
  check: 'M4 5h9M4 11h6M4 17h5m4-2l3 3 5-7',
  key: 'M15 9a5 5 0 10-4.500 5L12 12.500h2V15h2v2h4v-3.500z',
  chart: 'M4 4v16h16M8 15l3-4 3 2 5-7',
  layers: 'M12 3l9 5-9 5-9-5zM3 12.500l9 5 9-5M3 17l9 5 9-5',
  chat: 'M4 5h16v11H10l-4 4v-4H4z',
  wallet: 'M4 7a2 2 0 012-2h11v3M4 7v11a1 1 0 001 1h14a1 1 0 001-1V9a1 1 0 00-1-1H5a1 1 0 01-1-1zm12 6.500h.01',
  receipt: 'M6 3v18l3-2 3 2 3-2 3 2V3zM9 8h6M9 12h6',
  scale: 'M12 4v16M7 20h10M12 6l7 1m-7-1L5 7m0 0l-2.500 6h5zm14 0l-2.500 6h5z',
  shield: 'M12 3l8 3v6c0 4.500-3.400 7.700-8 9-4.600-1.300-8-4.500-8-9V6zm-3 9l2 2 4-4',
  search: 'M10.500 4a6.500 6.500 0 100 13 6.500 6.500 0 000-13zM15.300 15.300L20 20',
  sun: 'M12 8a4 4 0 100 8 4 4 0 000-8zM12 2v2m0 16v2M4.900 4.900l1.400 1.400m11.400 11.400l1.400 1.400M2 12h2m16 0h2M4.900 19.100l1.400-1.400M17.700 6.300l1.400-1.400',
  moon: 'M20 14.500A8.500 8.500 0 019.500 4 8.500 8.500 0 1020 14.500z',
  copy: 'M9 9h11v11H9zM5 15H4V4h11v1',
  arrow: 'M5 12h14m-6-6l6 6-6 6',
} as const;

export type IconName = keyof typeof PATHS;

/** A line icon; decoration only, the text beside it or the control's label says what it means. */
export function Icon({ name, size = 18 }: { name: IconName; size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 24 24" fill="none" stroke="currentColor" strokeWidth={1.7} strokeLinecap="round" strokeLinejoin="round" aria-hidden="true">
      <path d={PATHS[name]} />
    </svg>
  );
}
