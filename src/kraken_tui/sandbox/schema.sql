-- The state of one sandbox tenant.
--
-- Names     A column is the snake_case of the GraphQL field that it answers: billingAddressLine1 is
--           billing_address_line1. Columns that end in _id point at the table of that name.
-- Booleans  INTEGER 0 or 1.
-- Money     INTEGER in the minor unit (pence, cents) unless a comment says otherwise.
-- Decimals  TEXT with a point ("123.000"), because they travel as strings.
-- Dates     TEXT "YYYY-MM-DD". Moments are TEXT in UTC, "YYYY-MM-DDTHH:MM:SS+00:00", so that both
--           sort as text. Token times alone are Unix seconds, like the claims they become.
-- JSON      TEXT, said in a comment.
--
-- Signs
--   balance, balance_carried_forward, opening_balance, closing_balance: the customer's money.
--     Positive: the customer is in credit. Negative: the customer owes the supplier.
--     (amountOwedByCustomer is the same number with the sign turned.)
--   transactions.net_amount, tax_amount, gross_amount, amount: as the API serves them, magnitudes
--     that are positive whatever the direction. A Charge and a Refund lower the balance, a Credit
--     and a Payment raise it. Payments and refunds carry a net amount only: tax and gross are NULL.
--   transactions.balance_effect: the one signed figure; a ledger's balance is its sum.
--   provisional transactions and money "from the customer" are signed like balance_effect.

CREATE TABLE meta (                 -- tenant, seed, generated_on, currency, schema_version
    key TEXT PRIMARY KEY,
    value TEXT NOT NULL
) WITHOUT ROWID;

-- ---------------------------------------------------------------- addresses

CREATE TABLE addresses (            -- RichAddressType, PropertyRichAddressType
    id INTEGER PRIMARY KEY,
    name TEXT,
    organization TEXT,
    street_address TEXT,
    structured_street_address TEXT, -- JSON object
    dependent_locality TEXT,
    locality TEXT,
    administrative_area TEXT,
    postal_code TEXT,
    sorting_code TEXT,
    country TEXT,                   -- ISO 3166 alpha-2
    delivery_point_identifier TEXT
);

-- ---------------------------------------------------------------- portfolios, businesses, users

CREATE TABLE portfolios (
    id INTEGER PRIMARY KEY,
    number TEXT NOT NULL UNIQUE,    -- P-XXXXXXXX
    name TEXT,
    brand TEXT,
    billing_name TEXT,
    collective_billing INTEGER NOT NULL DEFAULT 0,
    lead_account_number TEXT,
    depth INTEGER NOT NULL DEFAULT 0,
    parent_id INTEGER REFERENCES portfolios,
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL
);

CREATE TABLE businesses (
    id INTEGER PRIMARY KEY,
    number TEXT NOT NULL UNIQUE,    -- company number or CIF
    name TEXT NOT NULL,
    business_type TEXT,             -- BusinessTypeOptions
    segment_name TEXT,
    sectors TEXT NOT NULL DEFAULT '[]',     -- JSON list
    details TEXT NOT NULL DEFAULT '[]',     -- JSON list of {key, value}
    billing_address_id INTEGER REFERENCES addresses,
    legal_address_id INTEGER REFERENCES addresses
);

CREATE TABLE users (                -- AccountUserType, EspAccountUserType
    id INTEGER PRIMARY KEY,
    number TEXT NOT NULL UNIQUE,    -- U-XXXXXXXX
    email TEXT NOT NULL,
    given_name TEXT NOT NULL DEFAULT '',
    family_name TEXT NOT NULL DEFAULT '',
    preferred_name TEXT,
    title TEXT,
    pronouns TEXT,
    label TEXT,
    mobile TEXT NOT NULL DEFAULT '',
    landline TEXT NOT NULL DEFAULT '',
    alternative_phone_numbers TEXT NOT NULL DEFAULT '[]',   -- JSON list
    date_of_birth TEXT,
    details TEXT NOT NULL DEFAULT '[]',     -- JSON list of {namespace, value, isSensitive}
    address_id INTEGER REFERENCES addresses,
    nif TEXT,                       -- accountUserMeta, energy
    first_family_name TEXT,
    second_family_name TEXT,
    is_active INTEGER NOT NULL DEFAULT 1,
    is_deceased INTEGER NOT NULL DEFAULT 0,
    is_in_hardship INTEGER NOT NULL DEFAULT 0,
    is_psr_renewal_due INTEGER NOT NULL DEFAULT 0,
    has_family_issues INTEGER NOT NULL DEFAULT 0,
    has_restricted_access INTEGER NOT NULL DEFAULT 0,
    has_set_password INTEGER NOT NULL DEFAULT 0,
    is_sharing_consent_given INTEGER NOT NULL DEFAULT 0,    -- specialCircumstances
    is_staff INTEGER NOT NULL DEFAULT 0,    -- may act for customers (masquerade)
    password_hash TEXT,             -- see passwords.py; NULL: no password set
    live_secret_key TEXT UNIQUE,    -- the API key, sk_...
    tokens_revoked_before INTEGER NOT NULL DEFAULT 0,       -- Unix seconds; older tokens are void
    line_user_id TEXT,
    verification_status TEXT,
    last_login TEXT,
    name_changed_on TEXT,           -- updateUser: one name field a day
    details_changed_on TEXT,        -- updateUserDetails: one field a day
    created_at TEXT NOT NULL
);
CREATE INDEX users_by_email ON users (email COLLATE NOCASE);

CREATE TABLE user_comms_preferences (       -- AccountUserCommsPreferences and ...PreferencesType
    user_id INTEGER PRIMARY KEY REFERENCES users,
    email_format TEXT NOT NULL DEFAULT 'HTML',              -- HTML or TEXT
    font_size_multiplier REAL NOT NULL DEFAULT 1.0,
    preferred_hold_music TEXT,
    is_using_inverted_email_colours INTEGER NOT NULL DEFAULT 0,
    is_opted_in_meter_reading_confirmations INTEGER NOT NULL DEFAULT 0,
    is_opted_in_to_client_messages INTEGER NOT NULL DEFAULT 0,
    is_opted_in_to_life_support_call INTEGER NOT NULL DEFAULT 0,
    is_opted_in_to_offer_messages INTEGER NOT NULL DEFAULT 0,
    is_opted_in_to_recommended_messages INTEGER NOT NULL DEFAULT 0,
    is_opted_in_to_sms_messages INTEGER NOT NULL DEFAULT 0,
    is_opted_in_to_third_party_messages INTEGER NOT NULL DEFAULT 0,
    is_opted_in_to_update_messages INTEGER NOT NULL DEFAULT 0,
    sms_opt_in_last_change_date TEXT,
    is_opted_in_to_company_survey INTEGER NOT NULL DEFAULT 0,
    is_opted_in_to_marketing INTEGER NOT NULL DEFAULT 0,
    is_opted_in_to_plumbing_offer INTEGER NOT NULL DEFAULT 0,
    is_opted_in_to_regulatory_survey INTEGER NOT NULL DEFAULT 0,
    is_opted_in_to_sms INTEGER NOT NULL DEFAULT 0,
    is_opted_in_to_whatsapp INTEGER NOT NULL DEFAULT 0
);

CREATE TABLE special_circumstance_records ( -- the priority services register
    id INTEGER PRIMARY KEY,
    user_id INTEGER NOT NULL REFERENCES users,
    internal_code TEXT NOT NULL,
    summary TEXT NOT NULL,
    description TEXT NOT NULL DEFAULT '',
    extra_info TEXT NOT NULL DEFAULT '[]',  -- JSON list of {key, value}
    expiry_date TEXT,
    created_at TEXT NOT NULL
);
CREATE INDEX special_circumstance_records_by_user ON special_circumstance_records (user_id);

-- ---------------------------------------------------------------- accounts

CREATE TABLE accounts (             -- AccountType (water), Account (energy)
    id INTEGER PRIMARY KEY,
    number TEXT NOT NULL UNIQUE,    -- A-XXXXXXXX
    status TEXT NOT NULL,           -- AccountStatus
    account_type TEXT NOT NULL,     -- AccountTypeChoices
    business_type TEXT,             -- BusinessTypeOptions
    brand TEXT NOT NULL,
    urn TEXT,
    portfolio_id INTEGER REFERENCES portfolios,
    business_id INTEGER REFERENCES businesses,
    billing_name TEXT NOT NULL DEFAULT '',
    billing_sub_name TEXT NOT NULL DEFAULT '',
    billing_email TEXT NOT NULL DEFAULT '',
    billing_address_line1 TEXT NOT NULL DEFAULT '',
    billing_address_line2 TEXT NOT NULL DEFAULT '',
    billing_address_line3 TEXT NOT NULL DEFAULT '',
    billing_address_line4 TEXT NOT NULL DEFAULT '',
    billing_address_line5 TEXT NOT NULL DEFAULT '',
    billing_address_postcode TEXT NOT NULL DEFAULT '',
    billing_country_code TEXT,
    billing_delivery_point_identifier TEXT,
    address_id INTEGER REFERENCES addresses,
    comms_delivery_preference TEXT NOT NULL DEFAULT 'EMAIL',        -- EMAIL or POSTAL_MAIL
    document_accessibility TEXT,    -- LARGE_PRINT, BRAILLE, AUDIO
    preferred_language_for_comms TEXT,
    overdue_balance INTEGER NOT NULL DEFAULT 0,     -- what is owed and past its due date, positive
    can_request_refund INTEGER NOT NULL DEFAULT 0,
    is_in_hardship INTEGER NOT NULL DEFAULT 0,
    is_measured INTEGER,            -- NULL where the tenant has no such notion
    is_on_stepped_tariff INTEGER NOT NULL DEFAULT 0,
    is_on_pcc_dunning_journey INTEGER NOT NULL DEFAULT 0,
    is_latest_payment_schedule_from_annual_billing INTEGER NOT NULL DEFAULT 0,
    has_active_assessed_agreement INTEGER NOT NULL DEFAULT 0,
    has_active_debt_collection_proceeding INTEGER NOT NULL DEFAULT 0,
    has_active_dunning_process INTEGER NOT NULL DEFAULT 0,
    has_active_fixed_discount_agreement INTEGER NOT NULL DEFAULT 0,
    has_active_social_agreement INTEGER NOT NULL DEFAULT 0,
    has_active_watersure_agreement INTEGER NOT NULL DEFAULT 0,
    has_completed_upcoming_annual_billing INTEGER NOT NULL DEFAULT 0,
    is_enrolled_in_loyalty_program INTEGER NOT NULL DEFAULT 0,
    loyalty_points_user_id INTEGER REFERENCES users,
    billing_period_length TEXT,     -- billingOptions: MONTHLY, QUARTERLY
    billing_period_start_day INTEGER,
    next_billing_date TEXT,
    current_gift_credit_left_in_eur TEXT,   -- energy
    referrals_created INTEGER NOT NULL DEFAULT 0,
    cancelled_enrollment_at TEXT,
    created_at TEXT NOT NULL
);
CREATE INDEX accounts_by_portfolio ON accounts (portfolio_id);
CREATE INDEX accounts_by_business ON accounts (business_id);

CREATE TABLE account_users (        -- AccountUserRoleType: who may see and act on an account
    id INTEGER PRIMARY KEY,
    account_id INTEGER NOT NULL REFERENCES accounts,
    user_id INTEGER NOT NULL REFERENCES users,
    role TEXT NOT NULL DEFAULT 'ACCOUNT_ADMIN',
    is_customer INTEGER NOT NULL DEFAULT 1, -- 0: access alone; not among the account's own users
    UNIQUE (user_id, account_id)
);
CREATE INDEX account_users_by_account ON account_users (account_id);

CREATE TABLE portfolio_users (      -- PortfolioUserRoleType
    id INTEGER PRIMARY KEY,
    portfolio_id INTEGER NOT NULL REFERENCES portfolios,
    user_id INTEGER NOT NULL REFERENCES users,
    role TEXT NOT NULL DEFAULT 'PORTFOLIO_ADMIN',
    UNIQUE (user_id, portfolio_id)
);

CREATE TABLE business_users (
    business_id INTEGER NOT NULL REFERENCES businesses,
    user_id INTEGER NOT NULL REFERENCES users,
    PRIMARY KEY (business_id, user_id)
) WITHOUT ROWID;

-- ---------------------------------------------------------------- properties

CREATE TABLE properties (
    id INTEGER PRIMARY KEY,
    address TEXT NOT NULL,          -- the lines joined by ", "
    address_line1 TEXT NOT NULL DEFAULT '',         -- splitAddress is the lines that are not empty
    address_line2 TEXT NOT NULL DEFAULT '',
    address_line3 TEXT NOT NULL DEFAULT '',
    address_line4 TEXT NOT NULL DEFAULT '',
    address_line5 TEXT NOT NULL DEFAULT '',
    postcode TEXT NOT NULL,
    rich_address_id INTEGER REFERENCES addresses,
    label TEXT,
    external_identifier TEXT,
    property_type TEXT NOT NULL DEFAULT 'NONE',     -- NONE, DETACHED, SEMI_DETACHED, TERRACED...
    parent_id INTEGER REFERENCES properties,
    latitude TEXT,                  -- coordinates, decimals
    longitude TEXT,
    uprn INTEGER,                   -- from here on PropertyDetailType, water
    address_identifier TEXT NOT NULL DEFAULT '',
    district_metered_area TEXT NOT NULL DEFAULT '',
    pressure_managed_zone TEXT NOT NULL DEFAULT '',
    small_area_monitor TEXT NOT NULL DEFAULT '',
    strategic_metered_area TEXT NOT NULL DEFAULT '',
    waste_meter_area TEXT NOT NULL DEFAULT '',
    water_quality_zone TEXT NOT NULL DEFAULT '',
    water_reservoir_zone TEXT NOT NULL DEFAULT '',
    water_hardness TEXT,
    water_hardness_mg_per_l REAL,
    water_pressure_min REAL,
    water_pressure_max REAL,
    low_pressure_risk INTEGER,
    has_meter_fit_failed INTEGER NOT NULL DEFAULT 0,
    num_units_in_property INTEGER
);
CREATE INDEX properties_by_parent ON properties (parent_id) WHERE parent_id IS NOT NULL;

CREATE TABLE occupancy_periods (    -- OccupancyPeriodType; which account holds which property
    id INTEGER PRIMARY KEY,
    account_id INTEGER NOT NULL REFERENCES accounts,
    property_id INTEGER NOT NULL REFERENCES properties,
    effective_from TEXT NOT NULL,
    effective_to TEXT,              -- NULL: still there
    is_occupier INTEGER NOT NULL DEFAULT 1,
    number_of_occupants INTEGER
);
CREATE INDEX occupancy_periods_by_account ON occupancy_periods (account_id);
CREATE INDEX occupancy_periods_by_property ON occupancy_periods (property_id);

CREATE TABLE move_outs (
    id INTEGER PRIMARY KEY,
    account_id INTEGER NOT NULL REFERENCES accounts,
    property_id INTEGER NOT NULL REFERENCES properties,
    move_out_date TEXT NOT NULL,
    forwarding_address_id INTEGER REFERENCES addresses,
    new_property_id INTEGER REFERENCES properties,
    created_at TEXT NOT NULL
);

-- ---------------------------------------------------------------- supply points and products

CREATE TABLE supply_points (
    -- Fresh/WasteWaterSupplyPointType, ElectricitySupplyPoint, GasSupplyPoint, SupplyPointType
    id INTEGER PRIMARY KEY,
    property_id INTEGER NOT NULL REFERENCES properties,
    kind TEXT NOT NULL,             -- FRESH_WATER, WASTE_WATER, ELECTRICITY, GAS
    market_name TEXT NOT NULL,      -- GBR_WATER, ESP_ELECTRICITY, ESP_GAS
    external_identifier TEXT,       -- the SPID or the CUPS
    spid TEXT,
    wholesaler_code TEXT,
    area_code TEXT NOT NULL DEFAULT '',
    property_type TEXT,
    pipe_size INTEGER,              -- millimetres
    rateable_value INTEGER,         -- pounds
    inset_id INTEGER REFERENCES insets,
    cups TEXT,
    status TEXT,                    -- energy: ON_SUPPLY, OFF_SUPPLY, PENDING
    self_consumption TEXT,
    self_consumption_code TEXT,
    supplier_change_in_progress INTEGER NOT NULL DEFAULT 0,
    atr_tariff TEXT,                -- energy: 2.0TD, RL.1...
    atr_valid_from TEXT,
    network_operator_description TEXT,
    network_operator_emergency_number TEXT,
    supply_start_at TEXT,
    supply_end_at TEXT
);
CREATE INDEX supply_points_by_property ON supply_points (property_id, kind);
CREATE INDEX supply_points_by_external_identifier ON supply_points (external_identifier);

CREATE TABLE insets (               -- InsetType
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    reference TEXT NOT NULL
);

CREATE TABLE products (             -- SupplyProductType (water), Product (energy)
    id INTEGER PRIMARY KEY,
    code TEXT NOT NULL UNIQUE,
    display_name TEXT NOT NULL,
    full_name TEXT NOT NULL,
    description TEXT NOT NULL DEFAULT '',
    brand_code TEXT,
    market_name TEXT NOT NULL,
    availability_status TEXT NOT NULL DEFAULT 'EVERYONE',
    available_from TEXT NOT NULL,
    available_to TEXT,
    ends_at TEXT,
    is_hidden INTEGER NOT NULL DEFAULT 0,
    notes TEXT NOT NULL DEFAULT '',
    params TEXT NOT NULL DEFAULT '{}',      -- JSON object
    term INTEGER,                   -- months
    terms_contract_type TEXT NOT NULL DEFAULT '',
    atr TEXT,
    is_measured INTEGER,
    unit_rate REAL,                 -- minor units for one cubic metre or kWh
    standing_charge REAL            -- minor units a day
);

CREATE TABLE agreements (           -- Agreement, CommonAgreementType
    id INTEGER PRIMARY KEY,
    account_id INTEGER NOT NULL REFERENCES accounts,
    ledger_id INTEGER REFERENCES ledgers,
    supply_point_id INTEGER REFERENCES supply_points,
    product_id INTEGER REFERENCES products,
    agreed_at TEXT,
    agreed_from TEXT,
    agreed_to TEXT,
    valid_from TEXT NOT NULL,
    valid_to TEXT,
    terminated_at TEXT,
    rescission_deadline_at TEXT,
    is_revoked INTEGER NOT NULL DEFAULT 0,
    params TEXT NOT NULL DEFAULT '{}',      -- JSON object
    contractual_max_power TEXT NOT NULL DEFAULT '[]',       -- JSON list of decimals, energy
    estimated_consumption INTEGER,
    cnae TEXT
);
CREATE INDEX agreements_by_account ON agreements (account_id);
CREATE INDEX agreements_by_supply_point ON agreements (supply_point_id);

CREATE TABLE quoted_products (      -- what initiateProductSwitch may be asked for
    id INTEGER PRIMARY KEY,
    quote_code TEXT NOT NULL,       -- Q-XXXXXXXX
    account_id INTEGER NOT NULL REFERENCES accounts,
    supply_point_id INTEGER NOT NULL REFERENCES supply_points,
    product_id INTEGER REFERENCES products, -- NULL: none was selected yet
    valid_until TEXT NOT NULL       -- the last day on which the switch may take effect
);

CREATE TABLE product_switches (     -- initiateProductSwitch and its follow-ups
    id INTEGER PRIMARY KEY,
    account_id INTEGER NOT NULL REFERENCES accounts,
    supply_point_id INTEGER NOT NULL REFERENCES supply_points,
    product_id INTEGER NOT NULL REFERENCES products,
    quoted_product_id INTEGER REFERENCES quoted_products,
    switch_date TEXT NOT NULL,
    status TEXT NOT NULL DEFAULT 'PENDING',         -- PENDING, COMPLETED
    agreement_id INTEGER REFERENCES agreements,     -- the new one, once it is written
    suppress_communications INTEGER NOT NULL DEFAULT 0,
    user_id INTEGER REFERENCES users,
    created_at TEXT NOT NULL
);

-- ---------------------------------------------------------------- meters and readings

CREATE TABLE water_meters (         -- WaterMeterType
    id INTEGER PRIMARY KEY,
    property_id INTEGER NOT NULL REFERENCES properties,
    serial_number TEXT NOT NULL,
    make TEXT NOT NULL,
    model TEXT NOT NULL,
    number_of_digits INTEGER NOT NULL DEFAULT 5,    -- whole cubic metres before it rolls over
    category TEXT NOT NULL DEFAULT 'NORMAL',        -- WaterMeterCategory
    capability_type TEXT NOT NULL DEFAULT 'DUMB',   -- AMR, AMI, DUMB
    status TEXT NOT NULL DEFAULT 'IN_USE',          -- WaterMeterStatus
    is_smart INTEGER NOT NULL DEFAULT 0,
    meter_point_reference TEXT,
    external_reference TEXT,
    installed_on TEXT,
    removed_on TEXT
);
CREATE INDEX water_meters_by_property ON water_meters (property_id);
CREATE INDEX water_meters_by_serial_number ON water_meters (serial_number COLLATE NOCASE);

CREATE TABLE linked_services (      -- LinkedServiceType: what a supply point gives through a meter
    id INTEGER PRIMARY KEY,
    meter_id INTEGER REFERENCES water_meters,       -- NULL: an unmeasured service
    supply_point_id INTEGER NOT NULL REFERENCES supply_points,
    service TEXT NOT NULL,          -- FRESH, WASTE, SURFACE_WATER
    active_from TEXT NOT NULL,
    active_to TEXT
);
CREATE INDEX linked_services_by_meter ON linked_services (meter_id);
CREATE INDEX linked_services_by_supply_point ON linked_services (supply_point_id);

CREATE TABLE readings (             -- ReadingType
    id INTEGER PRIMARY KEY,
    meter_id INTEGER NOT NULL REFERENCES water_meters,
    reading_date TEXT NOT NULL,
    value_cubic_metres TEXT NOT NULL,       -- cumulative; rolls over at number_of_digits
    source TEXT NOT NULL,
    reason TEXT NOT NULL DEFAULT '',
    is_held INTEGER NOT NULL DEFAULT 0,
    hold_reasons TEXT NOT NULL DEFAULT '[]',        -- JSON list
    is_quarantined INTEGER NOT NULL DEFAULT 0,
    notes TEXT NOT NULL DEFAULT ''
);
CREATE INDEX readings_by_meter ON readings (meter_id, reading_date, id);

CREATE TABLE measurements (         -- one row an interval: a month or an hour of a supply
    id INTEGER PRIMARY KEY,
    supply_point_id INTEGER NOT NULL REFERENCES supply_points,
    start_at TEXT NOT NULL,
    end_at TEXT NOT NULL,
    value TEXT NOT NULL,
    unit TEXT NOT NULL,             -- kWh, m3
    source TEXT NOT NULL,
    quality TEXT NOT NULL DEFAULT 'ACTUAL', -- ReadingQualityType
    direction TEXT NOT NULL DEFAULT 'IMPORT'        -- EXPORT: fed into the network
);
CREATE INDEX measurements_by_supply_point ON measurements (supply_point_id, start_at);

CREATE TABLE devices (              -- Device: what counts at a supply point
    id INTEGER PRIMARY KEY,
    supply_point_id INTEGER NOT NULL REFERENCES supply_points,
    device_identifier TEXT NOT NULL
);
CREATE INDEX devices_by_supply_point ON devices (supply_point_id);

CREATE TABLE registers (            -- DeviceRegister; those of a device share all that it counts
    id INTEGER PRIMARY KEY,
    device_id INTEGER NOT NULL REFERENCES devices,
    register_identifier TEXT NOT NULL,
    share INTEGER NOT NULL          -- percent; of the last one, what the others leave
);
CREATE INDEX registers_by_device ON registers (device_id);

CREATE TABLE register_readings (    -- what a register showed, rising by what was measured
    id INTEGER PRIMARY KEY,
    register_id INTEGER NOT NULL REFERENCES registers,
    read_at TEXT NOT NULL,
    value TEXT NOT NULL,
    unit TEXT NOT NULL,
    source TEXT NOT NULL,
    quality TEXT NOT NULL DEFAULT 'ACTUAL'
);
CREATE INDEX register_readings_by_register ON register_readings (register_id, read_at);

-- ---------------------------------------------------------------- ledgers and transactions

CREATE TABLE ledgers (              -- LedgerType
    id INTEGER PRIMARY KEY,
    account_id INTEGER NOT NULL REFERENCES accounts,
    number TEXT NOT NULL UNIQUE,    -- L-XXXXXXXX
    ledger_type TEXT NOT NULL,
    name TEXT NOT NULL,
    is_main INTEGER NOT NULL DEFAULT 0,
    is_debt INTEGER NOT NULL DEFAULT 0,     -- left out of ledgers(includeDebtLedgers: false)
    debt_ledger_id INTEGER REFERENCES ledgers,
    accepts_payments INTEGER NOT NULL DEFAULT 1,
    affects_account_balance INTEGER NOT NULL DEFAULT 1,
    supports_statements INTEGER NOT NULL DEFAULT 1,
    supports_invoices INTEGER NOT NULL DEFAULT 0,
    balance INTEGER NOT NULL DEFAULT 0,             -- = sum of balance_effect
    transaction_count INTEGER NOT NULL DEFAULT 0,   -- = the highest seq
    payments_outstanding INTEGER NOT NULL DEFAULT 0,
    current_direct_debit_instruction_invalidated_with_vendor INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX ledgers_by_account ON ledgers (account_id);

CREATE TABLE transactions (         -- TransactionType: Charge, Credit, Payment, Refund
    id INTEGER PRIMARY KEY,
    ledger_id INTEGER NOT NULL REFERENCES ledgers,
    seq INTEGER NOT NULL,           -- 1, 2, 3... on each ledger, no gaps, in order of posting:
                                    -- posted_date never falls as seq rises
    kind TEXT NOT NULL,             -- the __typename
    filter_type TEXT,               -- the TransactionTypeFilter it answers to, beside UNISSUED;
                                    -- ask with its kind too, which has the index
    posted_date TEXT NOT NULL,
    created_at TEXT NOT NULL,
    amount INTEGER NOT NULL,        -- magnitude, tax included
    net_amount INTEGER NOT NULL,    -- amounts.net
    tax_amount INTEGER,             -- amounts.tax; NULL for payments and refunds
    gross_amount INTEGER,           -- amounts.gross; NULL for payments and refunds
    balance_effect INTEGER NOT NULL,
    balance_carried_forward INTEGER NOT NULL,
    title TEXT NOT NULL,
    reason_code TEXT,
    note TEXT,
    is_held INTEGER NOT NULL DEFAULT 0,
    is_issued INTEGER NOT NULL DEFAULT 0,
    is_reversed INTEGER NOT NULL DEFAULT 0,
    has_statement INTEGER NOT NULL DEFAULT 0,
    billing_document_identifier INTEGER,    -- = statements.id; also answers statementId
    payment_id INTEGER,             -- payments.id, where a payment made it
    payment_transaction_type TEXT,  -- AccountPaymentTransactionTypeChoices, payments only
    is_late_failed_payment INTEGER NOT NULL DEFAULT 0,
    reverses_id INTEGER,            -- transactions.id that this one takes back
    consumption_quantity TEXT,      -- Charge.consumption; NULL: the charge is not for consumption
    consumption_unit TEXT,          -- cubicMetres, kWh
    consumption_start_date TEXT,
    consumption_end_date TEXT,
    consumption_usage_cost INTEGER,
    consumption_supply_charge INTEGER
);
-- A page is a seek on one of these; never OFFSET. With transaction_count known, the page that
-- starts at row n of the newest-first order is  seq <= transaction_count - n ORDER BY seq DESC.
CREATE UNIQUE INDEX transactions_by_seq ON transactions (ledger_id, seq);
CREATE INDEX transactions_by_kind ON transactions (ledger_id, kind, seq);
CREATE INDEX transactions_by_posted_date ON transactions (ledger_id, posted_date, seq);
CREATE INDEX transactions_unissued ON transactions (ledger_id, seq) WHERE is_issued = 0;

CREATE TABLE statements (           -- StatementType, StatementBillingDocumentType, InvoiceType...
    id INTEGER PRIMARY KEY,
    account_id INTEGER NOT NULL REFERENCES accounts,
    ledger_id INTEGER NOT NULL REFERENCES ledgers,
    identifier TEXT NOT NULL UNIQUE,
    bill_type TEXT NOT NULL DEFAULT 'STATEMENT',    -- BillTypeEnum
    status TEXT NOT NULL DEFAULT 'CLOSED',  -- OPEN, CLOSED
    is_held INTEGER NOT NULL DEFAULT 0,     -- heldStatus.isHeld
    held_reason TEXT,
    start_at TEXT NOT NULL,
    end_at TEXT NOT NULL,
    from_date TEXT NOT NULL,
    to_date TEXT NOT NULL,
    issued_date TEXT,
    first_issued_at TEXT,
    payment_due_date TEXT,
    first_seq INTEGER NOT NULL,     -- its transactions: the ledger's seq from first to last
    last_seq INTEGER NOT NULL,
    opening_balance INTEGER NOT NULL,
    closing_balance INTEGER NOT NULL,
    total_charges_net INTEGER NOT NULL DEFAULT 0,
    total_charges_tax INTEGER NOT NULL DEFAULT 0,
    total_charges_gross INTEGER NOT NULL DEFAULT 0,
    total_credits_net INTEGER NOT NULL DEFAULT 0,
    total_credits_tax INTEGER NOT NULL DEFAULT 0,
    total_credits_gross INTEGER NOT NULL DEFAULT 0,
    total_payments INTEGER NOT NULL DEFAULT 0,      -- payments less refunds
    earliest_charge_at TEXT,
    latest_charge_at TEXT,
    consumption_start_date TEXT,
    consumption_end_date TEXT,
    is_annulled INTEGER NOT NULL DEFAULT 0,
    is_external_bill INTEGER NOT NULL DEFAULT 0,
    is_final_statement INTEGER NOT NULL DEFAULT 0,
    reversals_after_close TEXT NOT NULL DEFAULT 'NONE',
    pdf_url TEXT,
    temporary_url TEXT,
    to_address TEXT,
    user_id INTEGER REFERENCES users
);
CREATE INDEX statements_by_ledger ON statements (ledger_id, from_date);
CREATE INDEX statements_by_account ON statements (account_id, from_date);

CREATE TABLE printed_bill_requests (
    id INTEGER PRIMARY KEY,
    statement_id INTEGER NOT NULL REFERENCES statements,
    requested_on TEXT NOT NULL
);

CREATE TABLE annual_statements (
    id INTEGER PRIMARY KEY,
    account_id INTEGER NOT NULL REFERENCES accounts,
    period_starts_at TEXT NOT NULL,
    period_ends_at TEXT NOT NULL,
    pdf_url TEXT
);

CREATE TABLE provisional_transactions (
    id INTEGER PRIMARY KEY,
    account_id INTEGER NOT NULL REFERENCES accounts,
    amount INTEGER NOT NULL,        -- negative for charges, positive for credits
    date TEXT NOT NULL,
    title TEXT NOT NULL
);

CREATE TABLE balance_transfers (    -- AccountBalanceTransferType
    id INTEGER PRIMARY KEY,
    charge_transaction_id INTEGER,
    credit_transaction_id INTEGER,
    reason TEXT NOT NULL DEFAULT '',
    created_at TEXT NOT NULL
);

CREATE TABLE credit_transfer_permissions (  -- also the energy tenant's solar wallets
    id INTEGER PRIMARY KEY,
    source_ledger_id INTEGER NOT NULL REFERENCES ledgers,
    target_ledger_id INTEGER NOT NULL REFERENCES ledgers,
    valid_from TEXT NOT NULL,
    valid_to TEXT
);

-- ---------------------------------------------------------------- payments

CREATE TABLE payment_instructions ( -- PaymentInstructionType, DirectDebitInstructionType
    id INTEGER PRIMARY KEY,
    account_id INTEGER NOT NULL REFERENCES accounts,
    ledger_id INTEGER REFERENCES ledgers,   -- NULL: any ledger of the account
    instruction_type TEXT NOT NULL, -- DIRECT_DEBIT, CARD, ...
    status TEXT NOT NULL,           -- ACTIVE, PROVISIONAL, FAILED
    account_holder TEXT NOT NULL,
    account_type TEXT,
    bank_code TEXT,
    sort_code TEXT NOT NULL DEFAULT '',
    masked_account_identifier TEXT,
    last_four_digits_of_account_number TEXT,
    iban TEXT NOT NULL DEFAULT '',
    masked_iban TEXT,
    card_number TEXT NOT NULL DEFAULT '',   -- masked
    card_type TEXT,
    card_payment_network TEXT,
    card_expiry_month INTEGER,
    card_expiry_year INTEGER,
    vendor TEXT NOT NULL DEFAULT '',
    vendor_reference TEXT,
    is_default INTEGER NOT NULL DEFAULT 0,
    valid_from TEXT NOT NULL,
    valid_to TEXT,                  -- set when it is invalidated
    created_at TEXT NOT NULL
);
CREATE INDEX payment_instructions_by_account ON payment_instructions (account_id, status);

CREATE TABLE payment_instruction_owners (
    payment_instruction_id INTEGER NOT NULL REFERENCES payment_instructions,
    user_id INTEGER REFERENCES users,
    business_id INTEGER REFERENCES businesses
);
CREATE INDEX payment_instruction_owners_by_instruction
    ON payment_instruction_owners (payment_instruction_id);

CREATE TABLE stored_payment_details (       -- details stored now, used for an instruction later
    id INTEGER PRIMARY KEY,
    reference TEXT NOT NULL UNIQUE,
    account_id INTEGER REFERENCES accounts,
    details TEXT NOT NULL,          -- JSON object, identifiers masked
    created_at TEXT NOT NULL
);

CREATE TABLE payments (             -- AccountPaymentType
    id INTEGER PRIMARY KEY,
    account_id INTEGER NOT NULL REFERENCES accounts,
    ledger_id INTEGER NOT NULL REFERENCES ledgers,
    payment_instruction_id INTEGER REFERENCES payment_instructions,
    amount INTEGER NOT NULL,
    surcharge_amount INTEGER,
    payment_date TEXT NOT NULL,
    reference TEXT NOT NULL DEFAULT '',
    status TEXT NOT NULL,           -- AccountPaymentStatusOptions
    reason TEXT,                    -- PaymentReasonOptions
    transaction_type TEXT,          -- AccountPaymentTransactionTypeChoices
    description TEXT NOT NULL DEFAULT '',
    idempotency_key TEXT,
    created_at TEXT NOT NULL
);
CREATE INDEX payments_by_account ON payments (account_id, payment_date, id);
CREATE INDEX payments_by_ledger ON payments (ledger_id, payment_date, id);

CREATE TABLE payment_amendments (   -- what amendPayment changed
    id INTEGER PRIMARY KEY,
    payment_id INTEGER NOT NULL REFERENCES payments,
    old_amount INTEGER NOT NULL,
    old_payment_date TEXT NOT NULL,
    reason TEXT,
    amended_at TEXT NOT NULL
);

CREATE TABLE standalone_payments (  -- payment intents, hosted pages and embedded secrets
    id INTEGER PRIMARY KEY,
    account_id INTEGER REFERENCES accounts,
    ledger_id INTEGER REFERENCES ledgers,
    purpose TEXT NOT NULL,          -- PAYMENT, INSTRUCTION
    amount INTEGER,
    method TEXT,
    vendor_reference TEXT UNIQUE,
    secret TEXT,
    url TEXT,
    status TEXT NOT NULL DEFAULT 'PENDING',
    payment_id INTEGER REFERENCES payments,
    idempotency_key TEXT,
    created_at TEXT NOT NULL
);

CREATE TABLE payment_schedules (    -- PaymentScheduleType
    id INTEGER PRIMARY KEY,
    account_id INTEGER NOT NULL REFERENCES accounts,
    ledger_id INTEGER NOT NULL REFERENCES ledgers,
    payment_plan_id INTEGER REFERENCES payment_plans,
    schedule_type TEXT NOT NULL,    -- ScheduleType
    trigger TEXT NOT NULL DEFAULT 'REGULAR',        -- ScheduleTrigger
    reason TEXT NOT NULL DEFAULT 'GENERAL_ACCOUNT_PAYMENT',
    payment_amount INTEGER NOT NULL,
    payment_day INTEGER,
    payment_frequency TEXT,         -- Weekly, Monthly, Planned
    payment_frequency_multiplier INTEGER NOT NULL DEFAULT 1,
    is_variable_payment_amount INTEGER NOT NULL DEFAULT 0,
    is_payment_holiday INTEGER NOT NULL DEFAULT 0,
    payment_holiday_reason TEXT NOT NULL DEFAULT '',
    is_exempt_from_payment_adequacy INTEGER NOT NULL DEFAULT 0,
    payment_adequacy_adjustment INTEGER,
    payment_adequacy_adjustment_expiry_date TEXT,
    total_debt_amount INTEGER,
    balance_threshold INTEGER,      -- automatic top-up
    target_balance INTEGER,
    valid_from TEXT NOT NULL,
    valid_to TEXT
);
CREATE INDEX payment_schedules_by_account ON payment_schedules (account_id, valid_from);

CREATE TABLE payment_plans (        -- PaymentPlanType
    id INTEGER PRIMARY KEY,
    account_id INTEGER NOT NULL REFERENCES accounts,
    ledger_id INTEGER NOT NULL REFERENCES ledgers,
    status TEXT NOT NULL,           -- OFFERED, ACTIVE, COMPLETED, BROKEN
    strategy_name TEXT NOT NULL,
    strategy_display_name TEXT,
    initial_schedule_type TEXT NOT NULL,
    payments TEXT NOT NULL DEFAULT '[]',    -- JSON list of {payableDate, amount, paymentType}
    offered_at TEXT,
    offer_expires_at TEXT,
    accepted_at TEXT,
    updated_at TEXT NOT NULL
);

CREATE TABLE payment_preferences (  -- PreferredInstruction, or UserManagedPayment without one
    id INTEGER PRIMARY KEY,
    ledger_id INTEGER NOT NULL REFERENCES ledgers,
    payment_instruction_id INTEGER REFERENCES payment_instructions,
    for_payments_after TEXT NOT NULL,
    status TEXT NOT NULL DEFAULT 'ACTIVE'
);
CREATE INDEX payment_preferences_by_ledger ON payment_preferences (ledger_id, for_payments_after);

CREATE TABLE payment_requests (
    id INTEGER PRIMARY KEY,
    ledger_id INTEGER NOT NULL REFERENCES ledgers,
    customer_amount INTEGER NOT NULL,
    total_amount INTEGER NOT NULL,
    expected_payment_date TEXT,
    payment_status TEXT NOT NULL
);

CREATE TABLE repayments (           -- RepaymentRequestType, AccountRepaymentType
    id INTEGER PRIMARY KEY,
    request_id TEXT NOT NULL UNIQUE,
    account_id INTEGER NOT NULL REFERENCES accounts,
    ledger_id INTEGER NOT NULL REFERENCES ledgers,
    payment_instruction_id INTEGER REFERENCES payment_instructions,
    payment_id INTEGER REFERENCES payments, -- the payment given back, for a refund request
    amount INTEGER NOT NULL,
    payment_date TEXT NOT NULL,
    method TEXT NOT NULL DEFAULT 'BANK_TRANSFER',   -- RepaymentMethod
    reason_code TEXT,
    request_status TEXT NOT NULL,   -- RepaymentRequestStatus
    status TEXT NOT NULL,           -- AccountRepaymentStatusOptions
    idempotency_key TEXT,
    created_at TEXT NOT NULL
);
CREATE INDEX repayments_by_account ON repayments (account_id);

-- ---------------------------------------------------------------- loyalty, referrals, vouchers

CREATE TABLE loyalty_point_ledger_entries ( -- LoyaltyPointLedgerEntryType; numbers travel as text
    id INTEGER PRIMARY KEY,
    user_id INTEGER NOT NULL REFERENCES users,
    account_id INTEGER REFERENCES accounts,
    seq INTEGER NOT NULL,           -- 1, 2, 3... for each user
    ledger_type TEXT NOT NULL,      -- CREDIT, DEBIT
    reason_code TEXT NOT NULL,
    value INTEGER NOT NULL,         -- points, positive; a DEBIT takes them away
    balance_brought_forward INTEGER NOT NULL,
    balance_carried_forward INTEGER NOT NULL,
    idempotency_key TEXT,
    posted_at TEXT NOT NULL
);
CREATE UNIQUE INDEX loyalty_point_ledger_entries_by_user
    ON loyalty_point_ledger_entries (user_id, seq);

CREATE TABLE loyalty_cards (
    id INTEGER PRIMARY KEY,
    user_id INTEGER NOT NULL REFERENCES users,
    number TEXT NOT NULL,
    scheme TEXT NOT NULL,
    status TEXT NOT NULL
);

CREATE TABLE referral_schemes (
    code TEXT PRIMARY KEY,
    scheme_type TEXT NOT NULL,      -- ReferralSchemeTypeChoices
    audience TEXT NOT NULL,         -- domestic, business, friendsAndFamily
    referred_reward_amount INTEGER NOT NULL,
    referrer_reward_amount INTEGER NOT NULL,
    can_be_referred INTEGER NOT NULL DEFAULT 1,
    is_usage_at_capacity INTEGER NOT NULL DEFAULT 0,
    referral_url TEXT,
    referral_display_url TEXT
) WITHOUT ROWID;

CREATE TABLE referrals (            -- ReferralType
    id INTEGER PRIMARY KEY,
    account_id INTEGER NOT NULL REFERENCES accounts,        -- the account that refers
    referred_account_id INTEGER REFERENCES accounts,        -- NULL: not known to this tenant
    code TEXT NOT NULL,
    scheme_type TEXT NOT NULL DEFAULT 'REFERRAL_REWARD',
    payment_status TEXT NOT NULL DEFAULT 'Pending',         -- Pending, Paid, Cancelled
    payment_date TEXT,
    referred_user_name TEXT,
    referred_user_join_date TEXT,
    referred_user_payment_amount INTEGER NOT NULL DEFAULT 0,
    referring_user_payment_amount INTEGER NOT NULL DEFAULT 0,
    combined_payment_amount INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX referrals_by_account ON referrals (account_id);

CREATE TABLE claim_codes (          -- redeemReferralClaimCode
    code TEXT PRIMARY KEY,
    reward_amount INTEGER NOT NULL,
    redeemed_by_account_id INTEGER REFERENCES accounts,
    expires_at TEXT
) WITHOUT ROWID;

CREATE TABLE rewards (              -- RewardType
    id INTEGER PRIMARY KEY,
    account_id INTEGER NOT NULL REFERENCES accounts,
    code TEXT NOT NULL,
    scheme_type TEXT NOT NULL,
    reward_amount INTEGER NOT NULL,
    payment_status TEXT NOT NULL,
    payment_date TEXT
);

CREATE TABLE vouchers (             -- VoucherPurchaseType
    id INTEGER PRIMARY KEY,
    account_id INTEGER NOT NULL REFERENCES accounts,
    display_name TEXT NOT NULL,
    voucher_type TEXT NOT NULL,
    voucher_value INTEGER NOT NULL,
    balance INTEGER NOT NULL,
    client_params TEXT NOT NULL DEFAULT '{}',       -- JSON object
    charge_transaction_id INTEGER,
    balance_transfer_id INTEGER REFERENCES balance_transfers,       -- another ledger paid for it
    payment_id INTEGER REFERENCES payments,
    available_from TEXT NOT NULL,
    purchased_at TEXT NOT NULL,
    refunded_at TEXT
);
CREATE INDEX vouchers_by_account ON vouchers (account_id);

CREATE TABLE voucher_redemptions (
    id INTEGER PRIMARY KEY,
    voucher_id INTEGER NOT NULL REFERENCES vouchers,
    credit_transaction_id INTEGER,
    amount INTEGER NOT NULL,
    claimed_at TEXT NOT NULL
);

-- ---------------------------------------------------------------- what hangs on an account

CREATE TABLE notes (                -- AccountNoteType
    id INTEGER PRIMARY KEY,
    account_id INTEGER NOT NULL REFERENCES accounts,
    body TEXT NOT NULL,
    is_pinned INTEGER NOT NULL DEFAULT 0,
    unpin_at TEXT,
    created_at TEXT NOT NULL
);
CREATE INDEX notes_by_account ON notes (account_id);

CREATE TABLE account_references (   -- AccountReferenceType
    id INTEGER PRIMARY KEY,
    account_id INTEGER NOT NULL REFERENCES accounts,
    namespace TEXT NOT NULL,
    value TEXT NOT NULL,
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    UNIQUE (account_id, namespace)
);

CREATE TABLE metadata (             -- Metadata
    id INTEGER PRIMARY KEY,
    linked_object_type TEXT NOT NULL,       -- LinkedObjectType
    identifier TEXT NOT NULL,
    key TEXT NOT NULL,
    value TEXT NOT NULL,            -- JSON
    UNIQUE (linked_object_type, identifier, key)
);

CREATE TABLE consent_types (
    code TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    description TEXT NOT NULL,
    default_value TEXT NOT NULL DEFAULT 'UNKNOWN'   -- ConsentValue
) WITHOUT ROWID;

CREATE TABLE consents (             -- ConsentType, of an account or of a user
    id INTEGER PRIMARY KEY,
    account_id INTEGER REFERENCES accounts,
    user_id INTEGER REFERENCES users,
    code TEXT NOT NULL REFERENCES consent_types,
    value TEXT NOT NULL,            -- ConsentValue
    updated_at TEXT NOT NULL,
    UNIQUE (account_id, code),
    UNIQUE (user_id, code)
);

CREATE TABLE campaigns (            -- AccountCampaignType
    id INTEGER PRIMARY KEY,
    account_id INTEGER NOT NULL REFERENCES accounts,
    slug TEXT NOT NULL,
    name TEXT NOT NULL,
    start_date TEXT,
    expiry_date TEXT,
    campaign_expiry_date TEXT
);
CREATE INDEX campaigns_by_account ON campaigns (account_id);

CREATE TABLE campaign_catalogue (   -- what addCampaignToAccount may add
    slug TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    expiry_date TEXT
) WITHOUT ROWID;

CREATE TABLE reminders (            -- Reminder
    id INTEGER PRIMARY KEY,
    account_id INTEGER NOT NULL REFERENCES accounts,
    content TEXT NOT NULL,
    due_at TEXT NOT NULL,
    reminder_type_name TEXT NOT NULL,
    assignee_id INTEGER,
    assignee_username TEXT,
    assignee_team_id INTEGER,
    assignee_team_name TEXT,
    is_kraken_managed INTEGER NOT NULL DEFAULT 0,
    reopen_ink_conversation INTEGER NOT NULL DEFAULT 0,
    created_at TEXT NOT NULL
);

CREATE TABLE complaints (           -- ComplaintType
    id INTEGER PRIMARY KEY,
    account_id INTEGER NOT NULL REFERENCES accounts,
    type TEXT,
    subtype TEXT,
    summary TEXT NOT NULL DEFAULT '',
    status TEXT NOT NULL DEFAULT 'OPEN',
    brand TEXT,
    communication_source TEXT,
    preferred_contact_method TEXT,
    assignee_id INTEGER,
    creation_date TEXT NOT NULL,
    resolution_date TEXT
);

CREATE TABLE complaint_contacts (
    id INTEGER PRIMARY KEY,
    complaint_id INTEGER NOT NULL REFERENCES complaints,
    name TEXT NOT NULL,
    email TEXT,
    mobile TEXT,
    landline TEXT,
    preferred_communication_method TEXT,
    status TEXT NOT NULL,
    summary TEXT NOT NULL,
    action_taken TEXT NOT NULL DEFAULT '',
    created_at TEXT NOT NULL
);

CREATE TABLE hardship_agreements (
    id INTEGER PRIMARY KEY,
    account_id INTEGER NOT NULL REFERENCES accounts,
    hardship_type TEXT NOT NULL,
    hardship_details TEXT NOT NULL DEFAULT '',
    hardship_entry_reason TEXT,
    payment_plan_details TEXT NOT NULL DEFAULT '',
    start_date TEXT NOT NULL,
    end_date TEXT,
    exit_reason TEXT,
    exit_reason_details TEXT,
    created_at TEXT NOT NULL
);

CREATE TABLE assistance_agreements (
    id INTEGER PRIMARY KEY,
    account_id INTEGER NOT NULL REFERENCES accounts,
    assistance_type TEXT NOT NULL,
    active_from TEXT NOT NULL,
    active_to TEXT
);

CREATE TABLE debt_collection_proceedings (
    id INTEGER PRIMARY KEY,
    account_id INTEGER NOT NULL REFERENCES accounts,
    amount INTEGER NOT NULL,
    agency_name TEXT NOT NULL,
    agency_code TEXT NOT NULL,
    agency_is_active INTEGER NOT NULL DEFAULT 1,
    campaign_code TEXT NOT NULL,
    campaign_display_name TEXT NOT NULL,
    requires_field_visit INTEGER NOT NULL DEFAULT 0,
    started_at TEXT NOT NULL,
    stopped_at TEXT,
    stop_reason TEXT
);

CREATE TABLE contribution_schemes (
    id INTEGER PRIMARY KEY,
    code TEXT NOT NULL UNIQUE,
    display_name TEXT NOT NULL,
    accepting_contributions INTEGER NOT NULL DEFAULT 1,
    taxable INTEGER NOT NULL DEFAULT 0
);

CREATE TABLE contribution_agreements (
    id INTEGER PRIMARY KEY,
    account_id INTEGER NOT NULL REFERENCES accounts,
    contribution_scheme_id INTEGER NOT NULL REFERENCES contribution_schemes,
    amount INTEGER NOT NULL,
    interval TEXT NOT NULL,         -- MONTHLY, QUARTERLY
    active_from TEXT NOT NULL,
    active_to TEXT
);

CREATE TABLE applications (         -- AccountApplicationType
    id INTEGER PRIMARY KEY,
    account_id INTEGER NOT NULL REFERENCES accounts,
    status TEXT NOT NULL,
    sales_channel TEXT NOT NULL,
    sales_subchannel TEXT,
    date_of_sale TEXT,
    preferred_ssd TEXT,
    cooling_off_end_date TEXT,
    is_migrated INTEGER NOT NULL DEFAULT 0,
    migration_source TEXT
);

CREATE TABLE supplier_processes (   -- joining and leaving a supplier, moving in and out
    id INTEGER PRIMARY KEY,
    number TEXT NOT NULL UNIQUE,
    account_id INTEGER NOT NULL REFERENCES accounts,
    property_id INTEGER REFERENCES properties,      -- NULL: all that the account holds
    kind TEXT NOT NULL,     -- JOIN_SUPPLIER, LEAVE_SUPPLIER, OCCUPY_PROPERTY, LEAVE_PROPERTY
    status TEXT NOT NULL,           -- LifecycleSupplyPointProcessStatus
    effective_at TEXT,              -- of moves
    terms_accepted_at TEXT,
    cancellation_reason TEXT,
    created_at TEXT NOT NULL
);
CREATE INDEX supplier_processes_by_account ON supplier_processes (account_id);

CREATE TABLE events (               -- AccountEvent: e-mails, letters and texts sent
    id INTEGER PRIMARY KEY,
    account_id INTEGER NOT NULL REFERENCES accounts,
    kind TEXT NOT NULL,             -- EMAIL, PRINT, SMS, PUSH_NOTIFICATION
    event_type TEXT NOT NULL,
    subject TEXT,
    body TEXT NOT NULL DEFAULT '',
    recipient TEXT NOT NULL DEFAULT '',
    occurred_at TEXT NOT NULL
);
CREATE INDEX events_by_account ON events (account_id, occurred_at);

CREATE TABLE file_attachments (     -- AccountFileAttachment
    id INTEGER PRIMARY KEY,
    account_id INTEGER NOT NULL REFERENCES accounts,
    category TEXT NOT NULL,
    filename TEXT NOT NULL,
    size_in_bytes INTEGER,
    is_uploaded INTEGER NOT NULL DEFAULT 1,
    is_ready INTEGER NOT NULL DEFAULT 1,
    fetch_url TEXT                  -- NULL until the file is ready
);
CREATE INDEX file_attachments_by_account ON file_attachments (account_id);

CREATE TABLE customer_assets (      -- CustomerAssetType
    id INTEGER PRIMARY KEY,
    account_id INTEGER NOT NULL REFERENCES accounts,
    name TEXT NOT NULL,
    type TEXT NOT NULL,
    physical_id TEXT,
    active_from TEXT,
    active_to TEXT
);

CREATE TABLE customer_feedback_forms (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL
);

CREATE TABLE customer_feedback (    -- CustomerFeedbackType; asked for first, answered once
    id INTEGER PRIMARY KEY,
    account_id INTEGER NOT NULL REFERENCES accounts,
    user_id INTEGER REFERENCES users,
    form_id INTEGER REFERENCES customer_feedback_forms,
    source TEXT NOT NULL,
    answer TEXT,
    issue_resolved INTEGER,
    raw_score INTEGER,
    submitted_at TEXT,              -- NULL: not answered yet
    created_at TEXT NOT NULL
);

CREATE TABLE form_submissions (     -- FormSubmissionOuput
    id INTEGER PRIMARY KEY,
    account_id INTEGER NOT NULL REFERENCES accounts,
    form_type TEXT,
    content TEXT NOT NULL,          -- JSON object as it was sent
    created_at TEXT NOT NULL
);

CREATE TABLE leads (                -- EV charger, solar simulator, quotes for strangers
    id INTEGER PRIMARY KEY,
    number TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL,
    account_id INTEGER REFERENCES accounts,
    content TEXT NOT NULL,          -- JSON object as it was sent
    created_at TEXT NOT NULL
);

-- ---------------------------------------------------------------- goods, offers and site work

CREATE TABLE goods_products (
    code TEXT PRIMARY KEY,
    internal_name TEXT NOT NULL,
    market_name TEXT NOT NULL,
    product_type TEXT NOT NULL,
    net_amount INTEGER NOT NULL,
    tax_percent INTEGER NOT NULL DEFAULT 20
) WITHOUT ROWID;

CREATE VIEW goods_catalogue AS      -- GoodsProduct: products with a number, too
    SELECT *, row_number() OVER (ORDER BY code) AS id FROM goods_products;

CREATE TABLE goods_quotes (         -- GoodsQuote
    id INTEGER PRIMARY KEY,
    code TEXT NOT NULL UNIQUE,
    account_id INTEGER REFERENCES accounts,
    market_name TEXT NOT NULL,
    goods_quoted_products TEXT NOT NULL DEFAULT '[]',       -- JSON list
    total_net_amount INTEGER NOT NULL,
    client_params TEXT NOT NULL DEFAULT '{}',       -- JSON object
    market_params TEXT NOT NULL DEFAULT '{}',       -- JSON object
    customer_profile TEXT,          -- JSON object; for somebody without an account
    quoted_at TEXT NOT NULL,
    has_quote_expired INTEGER NOT NULL DEFAULT 0,
    accepted_at TEXT
);

CREATE TABLE quote_messages (       -- quotes sent to somebody, or to be spoken of later
    id INTEGER PRIMARY KEY,
    goods_quote_id INTEGER NOT NULL REFERENCES goods_quotes,
    kind TEXT NOT NULL,             -- SHARE, FOLLOW_UP
    recipient TEXT NOT NULL,        -- JSON object
    account_id INTEGER REFERENCES accounts,
    created_at TEXT NOT NULL
);

CREATE TABLE goods_purchases (      -- GoodsPurchase
    id INTEGER PRIMARY KEY,
    code TEXT NOT NULL UNIQUE,
    account_id INTEGER NOT NULL REFERENCES accounts,
    ledger_id INTEGER REFERENCES ledgers,
    goods_quote_id INTEGER REFERENCES goods_quotes,
    market_name TEXT NOT NULL,
    client_params TEXT NOT NULL DEFAULT '{}',       -- JSON object
    market_params TEXT NOT NULL DEFAULT '{}',       -- JSON object
    goods_grants TEXT NOT NULL DEFAULT '[]',        -- JSON list
    goods_sale_items TEXT NOT NULL DEFAULT '[]',    -- JSON list
    status TEXT NOT NULL DEFAULT 'ACTIVE',  -- ACTIVE, FULFILLED, CANCELLED
    created_at TEXT NOT NULL
);

CREATE TABLE offer_groups (         -- OfferGroupType, CreateOfferGroupType
    id INTEGER PRIMARY KEY,
    identifier TEXT NOT NULL UNIQUE,
    created_by_id INTEGER REFERENCES users, -- NULL: somebody who had not signed in
    created_at TEXT NOT NULL
);

CREATE TABLE offers (               -- OfferType with its QuoteType_
    id INTEGER PRIMARY KEY,
    identifier TEXT NOT NULL UNIQUE,
    offer_group_id INTEGER NOT NULL REFERENCES offer_groups,
    description TEXT NOT NULL,
    quote_identifier TEXT NOT NULL UNIQUE,
    product_offering_identifier TEXT NOT NULL,
    quote_components TEXT NOT NULL, -- JSON list of {identifier, productComponentIdentifier, ...}
    valid_from TEXT NOT NULL,
    valid_to TEXT NOT NULL,
    accepted_at TEXT,
    rejected_at TEXT,
    created_at TEXT NOT NULL
);
CREATE INDEX offers_by_group ON offers (offer_group_id);

CREATE TABLE orders (               -- processOrder
    id INTEGER PRIMARY KEY,
    number TEXT NOT NULL UNIQUE,
    order_reference TEXT NOT NULL UNIQUE,
    account_id INTEGER REFERENCES accounts,
    status TEXT NOT NULL,
    content TEXT NOT NULL,          -- JSON object as it was sent
    created_at TEXT NOT NULL
);

CREATE TABLE sales_channels (       -- who may sell: the tenant's own, partners and leads
    code TEXT PRIMARY KEY,
    name TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE affiliate_organisations (
    number TEXT PRIMARY KEY,
    name TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE opportunities (        -- sales that somebody is working on
    number TEXT PRIMARY KEY,
    name TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE service_orders (       -- ServiceOrderType
    id INTEGER PRIMARY KEY,
    account_id INTEGER REFERENCES accounts,
    property_id INTEGER NOT NULL REFERENCES properties,
    job_name TEXT NOT NULL,
    status TEXT NOT NULL,
    order_uuid TEXT,
    task_identifier TEXT,
    vendor_reference TEXT,
    is_appointment_required INTEGER NOT NULL DEFAULT 0,
    appointment_should_avoid_school_run INTEGER NOT NULL DEFAULT 0,
    is_shared_supply INTEGER NOT NULL DEFAULT 0,
    is_smart_meter_ready INTEGER NOT NULL DEFAULT 0,
    caller_information TEXT,
    field_notes TEXT,
    notes TEXT,
    metadata TEXT,                  -- JSON object
    planned_install_on TEXT,
    scheduled_at TEXT,
    scheduled_end_at TEXT,
    cancelled_at TEXT
);
CREATE INDEX service_orders_by_property ON service_orders (property_id);

-- ---------------------------------------------------------------- signing in

CREATE TABLE refresh_tokens (
    token TEXT PRIMARY KEY,
    user_id INTEGER REFERENCES users,
    created_at INTEGER NOT NULL,    -- Unix seconds, as all times of this group
    expires_at INTEGER NOT NULL,
    revoked_at INTEGER
) WITHOUT ROWID;

CREATE TABLE pre_signed_keys (      -- PreSignedToken: a link by mail, and what it may do
    key TEXT PRIMARY KEY,
    user_id INTEGER NOT NULL REFERENCES users,
    scope TEXT,                     -- PreSignedTokenScope
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    invalidated_at INTEGER
) WITHOUT ROWID;

CREATE TABLE masquerade_tokens (
    token TEXT PRIMARY KEY,
    staff_user_id INTEGER REFERENCES users,
    expires_at INTEGER NOT NULL
) WITHOUT ROWID;

CREATE TABLE password_reset_tokens (
    token TEXT PRIMARY KEY,
    user_id INTEGER NOT NULL REFERENCES users,
    expires_at INTEGER NOT NULL,
    used_at INTEGER
) WITHOUT ROWID;

CREATE TABLE organizations (        -- organizationSecretKey; acts with the rights of its user
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    secret_key TEXT NOT NULL UNIQUE,
    user_id INTEGER REFERENCES users
);

CREATE TABLE double_opt_ins (       -- a consent that waits for its second yes
    token TEXT PRIMARY KEY,
    consent_id INTEGER NOT NULL REFERENCES consents,
    channel TEXT NOT NULL,          -- EMAIL or SMS
    ip_address TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    confirmed_at INTEGER
) WITHOUT ROWID;

CREATE TABLE mfa_devices (          -- MfaDevice
    id INTEGER PRIMARY KEY,
    user_id INTEGER NOT NULL REFERENCES users,
    device_type TEXT NOT NULL,      -- MFAMethodChoices
    secret TEXT NOT NULL,
    is_confirmed INTEGER NOT NULL DEFAULT 0,
    created_at TEXT NOT NULL,
    UNIQUE (user_id, device_type)
);

CREATE TABLE push_notification_bindings (
    id INTEGER PRIMARY KEY,
    user_id INTEGER NOT NULL REFERENCES users,
    token TEXT NOT NULL UNIQUE,
    bundle_id TEXT NOT NULL,
    service TEXT NOT NULL,          -- NotifiableApplicationService
    external_provider TEXT NOT NULL,        -- NotifiableApplicationExternalProvider
    expires_at TEXT NOT NULL,
    registered_at TEXT NOT NULL
);

CREATE TABLE verifications (        -- VerificationProcess: is this customer who they say?
    id INTEGER PRIMARY KEY,
    user_id INTEGER NOT NULL REFERENCES users,
    brand_code TEXT NOT NULL,
    type TEXT NOT NULL,             -- CustomerVerificationType
    status TEXT NOT NULL,           -- PENDING, SUPERSEDED, VERIFIED
    code TEXT NOT NULL,             -- what the customer was sent
    expires_at INTEGER NOT NULL,    -- Unix seconds
    created_at TEXT NOT NULL
);

CREATE TABLE line_link_tokens (     -- handed out by the messenger, good once
    token TEXT PRIMARY KEY,
    line_user_id TEXT NOT NULL,
    used_at TEXT
) WITHOUT ROWID;

CREATE TABLE screen_events (        -- what backendScreenEvent can run
    id TEXT PRIMARY KEY,
    execute TEXT,                   -- the name of what it does; NULL: nothing yet
    required_params TEXT NOT NULL DEFAULT '[]',     -- JSON list of keys
    action TEXT NOT NULL            -- JSON object: ActionType with its __typename
) WITHOUT ROWID;

-- ---------------------------------------------------------------- the sandbox's own memory

CREATE TABLE idempotency_keys (     -- a key is good once, whatever the mutation
    key TEXT PRIMARY KEY,
    mutation TEXT NOT NULL,
    used_at TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE applied_mutations (    -- every mutation that ran, for /sandbox/log
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    variables TEXT NOT NULL,        -- JSON object, secrets replaced
    at TEXT NOT NULL,
    user_id INTEGER,
    outcome TEXT NOT NULL,          -- accepted, or the error code
    detail TEXT
);
