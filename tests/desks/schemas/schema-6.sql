BEGIN TRANSACTION;
CREATE TABLE about (
	name VARCHAR(40) NOT NULL, 
	value VARCHAR(200) NOT NULL, 
	PRIMARY KEY (name)
);
INSERT INTO "about" VALUES('schema','6');
CREATE TABLE activity (
	customer_id VARCHAR(200) NOT NULL, 
	"on" DATE NOT NULL, 
	kind VARCHAR(40) NOT NULL, 
	PRIMARY KEY (customer_id, "on", kind)
);
CREATE TABLE cases (
	case_id VARCHAR(200) NOT NULL, 
	customer_id VARCHAR(200) NOT NULL, 
	thread VARCHAR(200) NOT NULL, 
	channel VARCHAR(20) NOT NULL, 
	language VARCHAR(40) NOT NULL, 
	topic VARCHAR(200) NOT NULL, 
	tone VARCHAR(40) NOT NULL, 
	struggle BOOLEAN, 
	issues INTEGER, 
	received_at DATETIME, 
	zone VARCHAR(10) NOT NULL, 
	first_reply_at DATETIME, 
	last_reply_at DATETIME, 
	solved_at DATETIME, 
	outcome VARCHAR(20), 
	replies INTEGER NOT NULL, 
	inbound INTEGER NOT NULL, 
	reopened INTEGER NOT NULL, joined VARCHAR(200) DEFAULT '' NOT NULL, 
	PRIMARY KEY (case_id)
);
INSERT INTO "cases" VALUES('a1b2c3','c-1','','chat','','payment','',NULL,NULL,NULL,'',NULL,NULL,NULL,NULL,1,1,0,'');
INSERT INTO "cases" VALUES('d4e5f6','','','email','','','',NULL,NULL,NULL,'',NULL,NULL,NULL,NULL,1,1,0,'');
CREATE TABLE claims (
	case_id VARCHAR(200) NOT NULL, 
	agent VARCHAR(200) NOT NULL, 
	since DATETIME NOT NULL, 
	reason TEXT NOT NULL, wrote_at DATETIME, 
	PRIMARY KEY (case_id)
);
CREATE TABLE contacts (
	id INTEGER NOT NULL, 
	customer_id VARCHAR(200) NOT NULL, 
	"on" DATE NOT NULL, 
	channel VARCHAR(20) NOT NULL, 
	direction VARCHAR(3) NOT NULL, 
	topic VARCHAR(200) NOT NULL, 
	text TEXT NOT NULL, at DATETIME, tone VARCHAR(40) DEFAULT '' NOT NULL, case_id VARCHAR(200) DEFAULT '' NOT NULL, 
	PRIMARY KEY (id), 
	FOREIGN KEY(customer_id) REFERENCES customers (id) ON DELETE CASCADE
);
INSERT INTO "contacts" VALUES(1,'c-1','2026-09-04','email','in','delivery','Where is order 4411?',NULL,'','');
INSERT INTO "contacts" VALUES(2,'c-1','2026-11-01','chat','in','payment','Charged twice.',NULL,'','a1b2c3');
INSERT INTO "contacts" VALUES(3,'c-1','2026-11-02','chat','out','payment','I sent the second charge back to you today.',NULL,'','a1b2c3');
CREATE TABLE customer_words (
	word BLOB NOT NULL, 
	customer_id VARCHAR(200) NOT NULL, 
	PRIMARY KEY (word, customer_id), 
	FOREIGN KEY(customer_id) REFERENCES customers (id) ON DELETE CASCADE
)
 WITHOUT ROWID;
INSERT INTO "customer_words" VALUES(X'31','c-1');
INSERT INTO "customer_words" VALUES(X'63','c-1');
INSERT INTO "customer_words" VALUES(X'6C616E65','c-1');
INSERT INTO "customer_words" VALUES(X'6D61727368','c-1');
INSERT INTO "customer_words" VALUES(X'6E757273657279','c-1');
INSERT INTO "customer_words" VALUES(X'7A6F65','c-1');
INSERT INTO "customer_words" VALUES(X'32','c-2');
INSERT INTO "customer_words" VALUES(X'63','c-2');
INSERT INTO "customer_words" VALUES(X'6B617961','c-2');
INSERT INTO "customer_words" VALUES(X'6F6D6572','c-2');
CREATE TABLE customers (
	id VARCHAR(200) NOT NULL, 
	name VARCHAR(400) NOT NULL, 
	email VARCHAR(400) NOT NULL, 
	company VARCHAR(400) NOT NULL, 
	"plan" VARCHAR(200) NOT NULL, 
	since VARCHAR(100) NOT NULL, 
	language VARCHAR(40) NOT NULL, 
	fields TEXT NOT NULL, 
	PRIMARY KEY (id)
);
INSERT INTO "customers" VALUES('c-1','Zoë Marsh','zoe.marsh@mail.example','Marsh Lane Nursery','Pro','2021','en','{"garden": "roof"}');
INSERT INTO "customers" VALUES('c-2','Ömer Kaya','omer@kaya.example','','','','','{}');
CREATE TABLE follow_ups (
	id INTEGER NOT NULL, 
	case_id VARCHAR(200) NOT NULL, 
	customer_id VARCHAR(200) NOT NULL, 
	text TEXT NOT NULL, 
	due DATETIME NOT NULL, 
	zone VARCHAR(60) NOT NULL, 
	state VARCHAR(10) NOT NULL, 
	reason TEXT NOT NULL, 
	agent VARCHAR(200) NOT NULL, settled_at DATETIME, 
	PRIMARY KEY (id)
);
CREATE TABLE forgotten (
	digest VARCHAR(64) NOT NULL, 
	salt VARCHAR(32) NOT NULL, 
	PRIMARY KEY (digest)
);
INSERT INTO "forgotten" VALUES('0f7c6e1b6c0d4c3f8f2a8f5c7f0d9a6be1c2d3e4f5061728394a5b6c7d8e9f00','8f14e45fceea167a5a36dedd4bea2543');
CREATE TABLE ledger (
	customer_id VARCHAR(200) NOT NULL, 
	sentence VARCHAR(600) NOT NULL, 
	PRIMARY KEY (customer_id, sentence)
);
INSERT INTO "ledger" VALUES('c-1','i sent the second charge back to you today');
CREATE TABLE outbox (
	sending VARCHAR(32) NOT NULL, 
	case_id VARCHAR(200) NOT NULL, 
	customer_id VARCHAR(200) NOT NULL, 
	seat VARCHAR(400) NOT NULL, 
	mode VARCHAR(20) NOT NULL, 
	message_id VARCHAR(300) NOT NULL, 
	answers VARCHAR(300) NOT NULL, 
	recipient TEXT NOT NULL, 
	subject VARCHAR(400) NOT NULL, 
	mail BLOB NOT NULL, 
	fate VARCHAR(20) NOT NULL, 
	said TEXT NOT NULL, 
	tries INTEGER NOT NULL, 
	again INTEGER NOT NULL, 
	filed INTEGER NOT NULL, 
	made_at DATETIME NOT NULL, 
	changed_at DATETIME NOT NULL, 
	PRIMARY KEY (sending)
);
CREATE TABLE ratings (
	id INTEGER NOT NULL, 
	source VARCHAR(40) NOT NULL, 
	source_id VARCHAR(200) NOT NULL, 
	case_id VARCHAR(200) NOT NULL, 
	customer_id VARCHAR(200) NOT NULL, 
	sender VARCHAR(400) NOT NULL, 
	kind VARCHAR(4) NOT NULL, 
	value FLOAT, 
	low FLOAT NOT NULL, 
	high FLOAT NOT NULL, 
	positive BOOLEAN, 
	comment TEXT NOT NULL, 
	rated_at DATETIME, 
	topic VARCHAR(200) NOT NULL, 
	channel VARCHAR(20) NOT NULL, 
	PRIMARY KEY (id)
);
CREATE TABLE replies (
	id INTEGER NOT NULL, 
	case_id VARCHAR(200) NOT NULL, 
	customer_id VARCHAR(200) NOT NULL, 
	sent_at DATETIME NOT NULL, 
	channel VARCHAR(20) NOT NULL, 
	agent VARCHAR(200) NOT NULL, 
	text TEXT NOT NULL, 
	phrases TEXT NOT NULL, 
	articles TEXT NOT NULL, 
	overruled TEXT NOT NULL, tone VARCHAR(40) DEFAULT '' NOT NULL, sending VARCHAR(32), sender VARCHAR(400) DEFAULT '' NOT NULL, 
	PRIMARY KEY (id)
);
INSERT INTO "replies" VALUES(1,'a1b2c3','c-1','2026-11-02 09:30:00.000000','chat','Robin Lee','I sent the second charge back to you today.','["paid-solve/0"]','["charged-twice"]','["step-follow-up: no news to come"]','',NULL,'');
INSERT INTO "replies" VALUES(2,'d4e5f6','','2026-11-03 09:30:00.000000','email','Robin Lee','Yes, we post to islands too.','[]','[]','[]','',NULL,'omer@kaya.example');
CREATE INDEX ix_customers_email ON customers (email);
CREATE INDEX ix_replies_case_id ON replies (case_id);
CREATE INDEX ix_replies_customer_id ON replies (customer_id);
CREATE INDEX ix_contacts_customer_id ON contacts (customer_id);
CREATE UNIQUE INDEX ix_replies_sending ON replies (sending);
CREATE INDEX ix_follow_ups_customer_id ON follow_ups (customer_id);
CREATE INDEX ix_follow_ups_case_id ON follow_ups (case_id);
CREATE INDEX ix_follow_ups_state_due ON follow_ups (state, due);
CREATE INDEX ix_customer_words_customer_id ON customer_words (customer_id);
CREATE INDEX ix_cases_customer_id ON cases (customer_id);
CREATE INDEX ix_cases_thread ON cases (thread);
CREATE INDEX ix_cases_received_at ON cases (received_at);
CREATE INDEX ix_ratings_customer_id ON ratings (customer_id);
CREATE INDEX ix_ratings_sender ON ratings (sender);
CREATE INDEX ix_ratings_rated_at ON ratings (rated_at);
CREATE INDEX ix_ratings_case_id ON ratings (case_id);
CREATE UNIQUE INDEX ix_ratings_source ON ratings (source, source_id);
CREATE INDEX ix_outbox_customer_id ON outbox (customer_id);
CREATE INDEX ix_outbox_fate ON outbox (fate);
CREATE INDEX ix_outbox_case_id ON outbox (case_id);
CREATE INDEX ix_cases_joined ON cases (joined);
COMMIT;
