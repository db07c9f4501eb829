import { Button, Collapse, Stack, Text, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { get, post } from '../../api/client';
import { FailureBox } from '../../components/FailureBox';
import { HashText } from '../../components/parts';

interface Provider {
  request(call: { method: string; params?: unknown[] }): Promise<unknown>;
}

/** The browser wallet, where one is installed (EIP-1193). */
const provider = () => (window as { ethereum?: Provider }).ethereum;

const challenge = async () => {
  const answer = await get<{ message?: string; challenge?: string } | string>('/api/account/wallet-challenge');
  return typeof answer === 'string' ? answer : (answer.message ?? answer.challenge ?? '');
};

function hexOf(text: string): string {
  return `0x${[...new TextEncoder().encode(text)].map((byte) => byte.toString(16).padStart(2, '0')).join('')}`;
}

/** Links a wallet of one's own by one signature over a challenge: with a browser wallet, or signed elsewhere and pasted. */
export function LinkWallet() {
  const { t } = useTranslation();
  const cache = useQueryClient();
  const [message, setMessage] = useState('');
  const [address, setAddress] = useState('');
  const [signature, setSignature] = useState('');
  const begin = useMutation({ mutationFn: challenge, onSuccess: setMessage });
  const link = useMutation({
    mutationFn: async () => {
      const wallet = provider();
      if (!wallet) return post('/api/account/wallet', { address: address.trim(), signature: signature.trim() });
      const [account] = (await wallet.request({ method: 'eth_requestAccounts' })) as string[];
      const signed = await wallet.request({ method: 'personal_sign', params: [hexOf(message), account] });
      return post('/api/account/wallet', { address: account, signature: signed });
    },
    onSuccess: async () => {
      setMessage('');
      await cache.invalidateQueries();
    },
  });
  const byHand = !provider();
  return (
    <Stack gap="xs" mt="md">
      {message === '' && (
        <Button size="xs" variant="light" onClick={() => begin.mutate()} loading={begin.isPending} style={{ alignSelf: 'flex-start' }}>
          {t('wallet.link')}
        </Button>
      )}
      <Collapse expanded={message !== ''}>
        <Stack gap="xs">
          <Text size="sm">{t('wallet.sign')}</Text>
          <HashText value={message} />
          {byHand && (
            <>
              <TextInput label={t('wallet.address')} value={address} onChange={(e) => setAddress(e.currentTarget.value)} />
              <TextInput label={t('receipt.signature')} value={signature} onChange={(e) => setSignature(e.currentTarget.value)} />
            </>
          )}
          <Button size="xs" loading={link.isPending} disabled={byHand && (!address || !signature)} onClick={() => link.mutate()}>
            {t('wallet.linkNow')}
          </Button>
        </Stack>
      </Collapse>
      <FailureBox error={begin.error ?? link.error} />
    </Stack>
  );
}
