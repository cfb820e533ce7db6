DROP INDEX "episodes_ended";--> statement-breakpoint
DROP INDEX "episodes_due";--> statement-breakpoint
CREATE INDEX "tickets_by_channel" ON "tickets" USING btree ("workspace_id","channel_id");--> statement-breakpoint
CREATE INDEX "episodes_ended" ON "episodes" USING btree ("workspace_id","ended_as","ended_at") WHERE ended_at is not null;--> statement-breakpoint
CREATE INDEX "episodes_due" ON "episodes" USING btree ("workspace_id","due_at","ended_as","ended_at");