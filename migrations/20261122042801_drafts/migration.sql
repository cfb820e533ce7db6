CREATE TABLE "drafts" (
	"ticket_id" bigint NOT NULL,
	"agent_id" bigint NOT NULL,
	"workspace_id" text NOT NULL,
	"text" text NOT NULL,
	"typed_at" timestamp (3) with time zone NOT NULL,
	"writing_until" timestamp (3) with time zone,
	CONSTRAINT "drafts_ticket_id_agent_id_pk" PRIMARY KEY("ticket_id","agent_id")
);
--> statement-breakpoint
ALTER TABLE "drafts" ADD CONSTRAINT "drafts_ticket_id_tickets_id_fk" FOREIGN KEY ("ticket_id") REFERENCES "public"."tickets"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "drafts" ADD CONSTRAINT "drafts_agent_id_agents_id_fk" FOREIGN KEY ("agent_id") REFERENCES "public"."agents"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "drafts" ADD CONSTRAINT "drafts_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "drafts_of_agent" ON "drafts" USING btree ("agent_id","typed_at");--> statement-breakpoint
CREATE INDEX "drafts_being_written" ON "drafts" USING btree ("workspace_id","writing_until") WHERE writing_until is not null;