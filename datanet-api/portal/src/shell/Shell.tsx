import { ActionIcon, AppShell, Box, Burger, Button, Group, Menu, SegmentedControl, Stack, Text, useComputedColorScheme, useMantineColorScheme } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { Link, Outlet } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useAuth } from 'react-oidc-context';
import { useGet } from '../api/hooks';
import type { Me } from '../api/types';
import { useSignIn } from '../auth/signIn';
import { Icon } from '../components/Icon';
import { HashText } from '../components/parts';
import { LANGUAGES, speak, type Language } from '../i18n/start';
import { navFor } from './nav';

export function Shell() {
  const { t } = useTranslation();
  const auth = useAuth();
  const [open, menu] = useDisclosure(false);
  const me = useGet<Me>('/api/me', { enabled: auth.isAuthenticated });
  return (
    <AppShell header={{ height: 60 }} navbar={{ width: 236, breakpoint: 'sm', collapsed: { mobile: !open, desktop: !auth.isAuthenticated } }} padding={{ base: 'md', sm: 'xl' }}>
      <a href="#content" className="skip-link">
        {t('shell.skip')}
      </a>
      <AppShell.Header px="md">
        <Group h="100%" justify="space-between" wrap="nowrap">
          <Group gap="sm" wrap="nowrap">
            {auth.isAuthenticated && <Burger opened={open} onClick={menu.toggle} hiddenFrom="sm" size="sm" aria-label={t('shell.menu')} />}
            <Link to="/" aria-label="Datanet" style={{ textDecoration: 'none', color: 'inherit' }}>
              <Group gap={8} wrap="nowrap">
                <img src="/favicon.svg" width={28} height={28} alt="" />
                <Text fw={700} size="lg" visibleFrom="xs" style={{ letterSpacing: '-0.02em' }}>
                  Datanet
                </Text>
              </Group>
            </Link>
          </Group>
          <Group gap="sm" wrap="nowrap">
            <LanguageSwitch />
            <DarkSwitch />
            <Person me={me.data} />
          </Group>
        </Group>
      </AppShell.Header>
      {auth.isAuthenticated && (
        <AppShell.Navbar p="sm" aria-label={t('shell.menu')}>
          <Stack gap="md" style={{ overflowY: 'auto' }}>
            {navFor(me.data?.roles ?? []).map((group) => (
              <Box key={group.text}>
                <Text size="xs" fw={600} c="dimmed" px={12} mb={4}>
                  {t(`nav.${group.text}`)}
                </Text>
                {group.items.map((item) => (
                  <Link key={item.to} to={item.to} className="nav-link" data-testid={`nav-${item.text}`} onClick={menu.close}>
                    <Icon name={item.icon} />
                    {t(`nav.${item.text}`)}
                  </Link>
                ))}
              </Box>
            ))}
          </Stack>
        </AppShell.Navbar>
      )}
      <AppShell.Main id="content">
        <Box maw={1120} mx="auto">
          <Outlet />
        </Box>
      </AppShell.Main>
    </AppShell>
  );
}

function LanguageSwitch() {
  const { t, i18n } = useTranslation();
  return (
    <SegmentedControl
      size="xs"
      aria-label={t('shell.language')}
      data={LANGUAGES.map((code) => ({ value: code, label: code.toUpperCase() }))}
      value={i18n.language}
      onChange={(code) => void speak(code as Language)}
      data-testid="language"
    />
  );
}

function DarkSwitch() {
  const { t } = useTranslation();
  const { setColorScheme } = useMantineColorScheme();
  const dark = useComputedColorScheme('light') === 'dark';
  return (
    <ActionIcon variant="default" size="lg" onClick={() => setColorScheme(dark ? 'light' : 'dark')} aria-label={dark ? t('shell.light') : t('shell.dark')} data-testid="dark">
      <Icon name={dark ? 'sun' : 'moon'} />
    </ActionIcon>
  );
}

function Person({ me }: { me: Me | undefined }) {
  const { t } = useTranslation();
  const auth = useAuth();
  const signIn = useSignIn();
  if (!auth.isAuthenticated) {
    return (
      <Button onClick={signIn} data-testid="sign-in-top">
        {t('shell.signIn')}
      </Button>
    );
  }
  const name = me?.username ?? auth.user?.profile.preferred_username ?? '';
  return (
    <Menu position="bottom-end" width={240} withinPortal>
      <Menu.Target>
        <Button variant="default" data-testid="me" data-username={name}>
          {name}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{me?.roles.map((role) => t(`role.${role}`)).join(', ')}</Menu.Label>
        {me && (
          <Box px="sm" pb="xs">
            <HashText value={me.address} />
          </Box>
        )}
        <Menu.Divider />
        <Menu.Item onClick={() => void auth.signoutRedirect()} data-testid="sign-out">
          {t('shell.signOut')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
