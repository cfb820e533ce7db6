CREATE INDEX "episodes_waiting" ON "episodes" USING btree ("workspace_id","started_at") WHERE ended_at is null;--> statement-breakpoint
CREATE INDEX "messages_by_time" ON "messages" USING btree ("workspace_id","at","id");--> statement-breakpoint
CREATE INDEX "messages_sent" ON "messages" USING btree ("workspace_id","sent_at") WHERE direction = 'outbound' and sent_at is not null;--> statement-breakpoint
CREATE INDEX "tickets_unclosed_by_opening" ON "tickets" USING btree ("workspace_id","opened_at") WHERE closed_at is null;--> statement-breakpoint
CREATE INDEX "tickets_by_reopening" ON "tickets" USING btree ("workspace_id","reopened_at") WHERE reopened_at is not null;