import { Button } from '@mantine/core';
import { Outlet } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useAuth } from 'react-oidc-context';
import { useSignIn } from '../auth/signIn';
import { Empty } from '../components/parts';

/** Everything but the first page is for people who signed in; a deep link survives the sign-in. */
export function SignedIn() {
  const { t } = useTranslation();
  const auth = useAuth();
  const signIn = useSignIn();
  if (auth.isAuthenticated) return <Outlet />;
  return (
    <Empty text={t('shell.pleaseSignIn')}>
      <Button onClick={signIn} data-testid="sign-in">
        {t('shell.signIn')}
      </Button>
    </Empty>
  );
}
