CREATE SCHEMA IF NOT EXISTS governance;

CREATE TABLE governance.account (
    owner         text PRIMARY KEY,      -- user:UUID, datanet:UUID or system:NAME
    address       text NOT NULL UNIQUE,
    encrypted_key bytea NOT NULL,        -- 12 bytes nonce, then AES-256-GCM over the private key; owner is authenticated
    linked_wallet text,                  -- the user's own wallet, linked by signature
    created_at    timestamptz NOT NULL
);
CREATE UNIQUE INDEX account_linked_wallet ON governance.account (linked_wallet);

CREATE TABLE governance.wallet_challenge (
    owner      text PRIMARY KEY REFERENCES governance.account (owner),
    message    text NOT NULL,
    expires_at timestamptz NOT NULL
);

CREATE SEQUENCE governance.intent_sequence;

CREATE TABLE governance.intent (
    key           text PRIMARY KEY,      -- the idempotency key
    sequence      bigint NOT NULL UNIQUE,
    kind          text NOT NULL,
    sender_owner  text NOT NULL,         -- whose key signs, see account.owner
    sender        text NOT NULL,
    target        text NOT NULL,
    value         numeric(78, 0) NOT NULL,
    data          text NOT NULL,
    done_data     text,                  -- eth_call that tells whether the effect is there already
    done_word     integer,               -- which 32-byte word of its answer
    done_expected text,                  -- equals this when done
    state         text NOT NULL CHECK (state IN ('PLANNED', 'SENT', 'CONFIRMED', 'FAILED')),
    nonce         bigint,
    raw_tx        text,                  -- written before the transaction leaves the house
    tx_hash       text,
    block         bigint,
    attempts      integer NOT NULL,
    error         text,
    created_at    timestamptz NOT NULL,
    updated_at    timestamptz NOT NULL,
    UNIQUE (sender, nonce)
);
CREATE INDEX intent_open ON governance.intent (state, sequence) WHERE state IN ('PLANNED', 'SENT');

CREATE TABLE governance.deployment (
    chain_id     bigint NOT NULL,
    name         text NOT NULL,
    address      text NOT NULL,
    genesis_hash text NOT NULL,
    deployed_at  timestamptz NOT NULL,
    PRIMARY KEY (chain_id, name)
);
