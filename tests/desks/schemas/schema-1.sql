BEGIN TRANSACTION;
CREATE TABLE about (
	name VARCHAR(40) NOT NULL, 
	value VARCHAR(200) NOT NULL, 
	PRIMARY KEY (name)
);
INSERT INTO "about" VALUES('schema','1');
CREATE TABLE contacts (
	id INTEGER NOT NULL, 
	customer_id VARCHAR(200) NOT NULL, 
	"on" DATE NOT NULL, 
	channel VARCHAR(20) NOT NULL, 
	direction VARCHAR(3) NOT NULL, 
	topic VARCHAR(200) NOT NULL, 
	text TEXT NOT NULL, 
	PRIMARY KEY (id), 
	FOREIGN KEY(customer_id) REFERENCES customers (id) ON DELETE CASCADE
);
INSERT INTO "contacts" VALUES(1,'c-1','2026-09-04','email','in','delivery','Where is order 4411?');
INSERT INTO "contacts" VALUES(2,'c-1','2026-11-01','chat','in','payment','Charged twice.');
INSERT INTO "contacts" VALUES(3,'c-1','2026-11-02','chat','out','payment','I sent the second charge back to you today.');
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
CREATE TABLE ledger (
	customer_id VARCHAR(200) NOT NULL, 
	sentence VARCHAR(600) NOT NULL, 
	PRIMARY KEY (customer_id, sentence)
);
INSERT INTO "ledger" VALUES('c-1','i sent the second charge back to you today');
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
	overruled TEXT NOT NULL, 
	PRIMARY KEY (id)
);
INSERT INTO "replies" VALUES(1,'a1b2c3','c-1','2026-11-02 09:30:00.000000','chat','Robin Lee','I sent the second charge back to you today.','["paid-solve/0"]','["charged-twice"]','["step-follow-up: no news to come"]');
INSERT INTO "replies" VALUES(2,'d4e5f6','','2026-11-03 09:30:00.000000','email','Robin Lee','Yes, we post to islands too.','[]','[]','[]');
CREATE INDEX ix_customers_email ON customers (email);
CREATE INDEX ix_replies_case_id ON replies (case_id);
CREATE INDEX ix_replies_customer_id ON replies (customer_id);
CREATE INDEX ix_contacts_customer_id ON contacts (customer_id);
COMMIT;
