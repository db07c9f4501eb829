import { Center, Loader } from '@mantine/core';
import { WebStorageStateStore } from 'oidc-client-ts';
import { useMemo } from 'react';
import { AuthProvider, useAuth, type AuthProviderProps } from 'react-oidc-context';
import { RouterProvider } from '@tanstack/react-router';
import { takeTokenFrom } from '../api/client';
import type { PublicConfig } from '../api/types';
import { FailureBox } from '../components/FailureBox';
import { makeRouter } from '../router';
import { ConfigContext } from './config';

/** Signs in by redirect (authorization code with PKCE); tokens live in this tab's session storage only. */
export function Session({ config }: { config: PublicConfig }) {
  const settings = useMemo<AuthProviderProps>(
    () => ({
      authority: config.authority,
      client_id: config.clientId,
      redirect_uri: `${window.location.origin}/`,
      post_logout_redirect_uri: `${window.location.origin}/`,
      scope: 'openid profile',
      userStore: new WebStorageStateStore({ store: window.sessionStorage }),
      onSigninCallback: (user) => {
        const returnTo = (user?.state as { returnTo?: string } | undefined)?.returnTo;
        window.history.replaceState({}, '', returnTo?.startsWith('/') && !returnTo.startsWith('//') ? returnTo : '/');
      },
    }),
    [config],
  );
  return (
    <ConfigContext value={config}>
      <AuthProvider {...settings}>
        <WhenKnown />
      </AuthProvider>
    </ConfigContext>
  );
}

/** Waits until it is known whether somebody is signed in; only then routes are matched. */
function WhenKnown() {
  const auth = useAuth();
  const returning = /[?&]code=/.test(window.location.search) && /[?&]state=/.test(window.location.search);
  takeTokenFrom(
    () => auth.user?.access_token,
    () => void auth.removeUser(),
  );
  if (auth.error && !auth.isAuthenticated) {
    return <FailureBox error={auth.error} onRetry={() => window.location.assign('/')} m="xl" />;
  }
  if (auth.isLoading || auth.activeNavigator === 'signinRedirect' || (returning && !auth.isAuthenticated)) {
    return (
      <Center h="100vh">
        <Loader aria-label="…" />
      </Center>
    );
  }
  return <Routed />;
}

function Routed() {
  const router = useMemo(() => makeRouter(), []);
  return <RouterProvider router={router} />;
}
