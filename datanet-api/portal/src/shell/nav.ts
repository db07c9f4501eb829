import type { Role } from '../api/types';
import type { IconName } from '../components/Icon';

export interface NavItem {
  to: '/datanets' | '/upload' | '/contributions' | '/reviews' | '/access' | '/inspector' | '/training' | '/adapters' | '/chat' | '/wallet' | '/calls' | '/audit' | '/engine' | '/settlement';
  text: 'datanets' | 'upload' | 'contributions' | 'reviews' | 'access' | 'inspector' | 'training' | 'adapters' | 'chat' | 'wallet' | 'calls' | 'audit' | 'engine' | 'settlement';
  icon: IconName;
  /** Who sees the item; without roles everybody does. The server decides what anybody may do. */
  roles?: Role[];
}

export interface NavGroup {
  text: 'data' | 'models' | 'money' | 'oversight';
  items: NavItem[];
}

export const NAV: NavGroup[] = [
  {
    text: 'data',
    items: [
      { to: '/datanets', text: 'datanets', icon: 'database' },
      { to: '/upload', text: 'upload', icon: 'upload', roles: ['contributor'] },
      { to: '/contributions', text: 'contributions', icon: 'file', roles: ['contributor'] },
      { to: '/reviews', text: 'reviews', icon: 'check', roles: ['curator'] },
      { to: '/access', text: 'access', icon: 'key', roles: ['curator', 'model-builder', 'compliance-officer'] },
      { to: '/inspector', text: 'inspector', icon: 'search', roles: ['curator', 'model-builder', 'compliance-officer'] },
    ],
  },
  {
    text: 'models',
    items: [
      { to: '/training', text: 'training', icon: 'chart', roles: ['model-builder'] },
      { to: '/adapters', text: 'adapters', icon: 'layers' },
      { to: '/chat', text: 'chat', icon: 'chat' },
    ],
  },
  {
    text: 'money',
    items: [
      { to: '/wallet', text: 'wallet', icon: 'wallet' },
      { to: '/calls', text: 'calls', icon: 'receipt' },
      { to: '/settlement', text: 'settlement', icon: 'scale' },
    ],
  },
  {
    text: 'oversight',
    items: [
      { to: '/audit', text: 'audit', icon: 'shield', roles: ['compliance-officer'] },
      { to: '/engine', text: 'engine', icon: 'chart', roles: ['compliance-officer'] },
    ],
  },
];

/** What these roles see; groups without items disappear. */
export function navFor(roles: Role[]): NavGroup[] {
  return NAV.map((group) => ({ ...group, items: group.items.filter((item) => !item.roles || item.roles.some((role) => roles.includes(role))) })).filter(
    (group) => group.items.length > 0,
  );
}
