import { Box, Button, Card, Group, SimpleGrid, Stack, Text, ThemeIcon, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useAuth } from 'react-oidc-context';
import { useMe } from '../../api/hooks';
import { useSignIn } from '../../auth/signIn';
import { Icon } from '../../components/Icon';
import { LinkButton } from '../../components/links';
import { Loaded, Page } from '../../components/parts';
import { navFor } from '../../shell/nav';

export function HomePage() {
  const auth = useAuth();
  return auth.isAuthenticated ? <Start /> : <Welcome />;
}

const STEPS = [
  { key: 'contribute', icon: 'upload' },
  { key: 'clean', icon: 'shield' },
  { key: 'train', icon: 'layers' },
  { key: 'pay', icon: 'wallet' },
] as const;

function Welcome() {
  const { t } = useTranslation();
  const signIn = useSignIn();
  return (
    <Stack gap={56} py={48}>
      <Box maw={720}>
        <Title order={1} fz={{ base: 34, sm: 46 }} lh={1.12}>
          {t('home.title')}
        </Title>
        <Text size="lg" c="dimmed" mt="md" maw={600}>
          {t('home.lead')}
        </Text>
        <Group mt="xl">
          <Button size="md" onClick={signIn} data-testid="sign-in">
            {t('shell.signIn')}
          </Button>
          <LinkButton to="/settlement" size="md" variant="default">
            {t('home.seeBooks')}
          </LinkButton>
        </Group>
      </Box>
      <SimpleGrid cols={{ base: 1, sm: 2, lg: 4 }} component="ol" style={{ listStyle: 'none', padding: 0, margin: 0 }}>
        {STEPS.map((step, i) => (
          <Card key={step.key} component="li">
            <ThemeIcon variant="light" size={40} radius="md">
              <Icon name={step.icon} size={20} />
            </ThemeIcon>
            <Text fw={620} mt="md">
              {i + 1}. {t(`home.step.${step.key}.title`)}
            </Text>
            <Text size="sm" c="dimmed" mt={4}>
              {t(`home.step.${step.key}.text`)}
            </Text>
          </Card>
        ))}
      </SimpleGrid>
    </Stack>
  );
}

/** The first page after signing in: what this person can do here, in the order of the loop. */
function Start() {
  const { t } = useTranslation();
  const me = useMe();
  return (
    <Loaded query={me}>
      {(person) => (
        <Page title={t('home.hello', { name: person.username })} lead={t('home.helloLead')}>
          <SimpleGrid cols={{ base: 1, sm: 2, lg: 3 }}>
            {navFor(person.roles)
              .flatMap((group) => group.items)
              .map((item) => (
                <Card key={item.to}>
                  <Group gap="sm" mb={6}>
                    <ThemeIcon variant="light" radius="md">
                      <Icon name={item.icon} size={16} />
                    </ThemeIcon>
                    <Text fw={620}>{t(`nav.${item.text}`)}</Text>
                  </Group>
                  <Text size="sm" c="dimmed" style={{ flex: 1 }}>
                    {t(`home.what.${item.text}`)}
                  </Text>
                  <Box mt="md">
                    <LinkButton to={item.to} variant="light" size="xs" rightSection={<Icon name="arrow" size={14} />} aria-label={`${t('home.open')}: ${t(`nav.${item.text}`)}`}>
                      {t('home.open')}
                    </LinkButton>
                  </Box>
                </Card>
              ))}
          </SimpleGrid>
        </Page>
      )}
    </Loaded>
  );
}
