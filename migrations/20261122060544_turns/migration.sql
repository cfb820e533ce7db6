ALTER TABLE "accounts" ADD COLUMN "turn_agent_id" bigint;--> statement-breakpoint
ALTER TABLE "channels" ADD COLUMN "members" jsonb;--> statement-breakpoint
ALTER TABLE "channels" ADD COLUMN "members_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "accounts" ADD CONSTRAINT "accounts_turn_agent_id_agents_id_fk" FOREIGN KEY ("turn_agent_id") REFERENCES "public"."agents"("id") ON DELETE no action ON UPDATE no action;