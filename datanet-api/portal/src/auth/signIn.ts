import { useAuth } from 'react-oidc-context';

/** Sends the browser to the sign-in page and comes back to where it was. */
export function useSignIn(): () => void {
  const auth = useAuth();
  return () => void auth.signinRedirect({ state: { returnTo: window.location.pathname + window.location.search } });
}
