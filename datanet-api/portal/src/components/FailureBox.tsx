import { Alert, Button, List, Text, type MantineSpacing } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Failure } from '../api/client';

/** Says what went wrong, where, and what to do about it. */
export function FailureBox({ error, onRetry, m }: { error: unknown; onRetry?: () => void; m?: MantineSpacing }) {
  const { t } = useTranslation();
  if (!error) return null;
  const failure = error instanceof Failure ? error : new Failure(-1, t('failure.other'), error instanceof Error ? error.message : '');
  return (
    <Alert color="red" variant="light" title={failure.status === 0 ? t('failure.unreachable') : failure.title} role="alert" data-testid="failure" m={m}>
      {failure.detail !== '' && !repeats(failure) && <Text size="sm">{failure.detail}</Text>}
      {failure.errors.length > 0 && (
        <List size="sm" mt={4}>
          {failure.errors.map((e, i) => (
            <List.Item key={i}>
              {e.field && <b>{e.field}: </b>}
              {e.message}
            </List.Item>
          ))}
        </List>
      )}
      <Text size="sm" c="dimmed" mt={6}>
        {t(advice(failure.status))}
      </Text>
      {onRetry && (
        <Button size="xs" mt="sm" variant="light" color="red" onClick={onRetry}>
          {t('failure.retry')}
        </Button>
      )}
    </Alert>
  );
}

/** Whether the detail only says again what the list of fields says. */
function repeats({ detail, errors }: Failure) {
  return errors.length > 0 && detail === errors.map((e) => (e.field ? `${e.field}: ${e.message}` : e.message)).join('; ');
}

function advice(status: number) {
  switch (status) {
    case 0:
      return 'failure.do.unreachable';
    case 400:
    case 422:
      return 'failure.do.input';
    case 401:
      return 'failure.do.signIn';
    case 402:
      return 'failure.do.deposit';
    case 403:
      return 'failure.do.forbidden';
    case 404:
      return 'failure.do.notFound';
    case 409:
      return 'failure.do.conflict';
    case 413:
      return 'failure.do.tooLarge';
    case 429:
      return 'failure.do.busy';
    default:
      return 'failure.do.other';
  }
}
