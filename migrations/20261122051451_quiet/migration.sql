ALTER TABLE "messages" ADD COLUMN "quiet" jsonb;--> statement-breakpoint
ALTER TABLE "messages" ADD COLUMN "quiet_post_id" bigint;--> statement-breakpoint
ALTER TABLE "messages" ADD COLUMN "liked_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "messages" ADD COLUMN "liked_by" bigint;--> statement-breakpoint
ALTER TABLE "messages" ADD CONSTRAINT "messages_liked_by_agents_id_fk" FOREIGN KEY ("liked_by") REFERENCES "public"."agents"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "messages_quiet" ON "messages" USING btree ("workspace_id","received_at") WHERE quiet is not null and ticket_id is null and quiet_post_id is null;--> statement-breakpoint
CREATE INDEX "messages_on_roll_up" ON "messages" USING btree ("quiet_post_id","at") WHERE quiet_post_id is not null;