import { useTranslation } from 'react-i18next';
import { LinkButton } from '../components/links';
import { Empty } from '../components/parts';

export function NotFound() {
  const { t } = useTranslation();
  return (
    <Empty text={t('shell.notFound')}>
      <LinkButton to="/" variant="light">
        {t('shell.home')}
      </LinkButton>
    </Empty>
  );
}
