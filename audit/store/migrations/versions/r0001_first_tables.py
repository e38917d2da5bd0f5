"""The first tables."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "bodies",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("level", sa.String(length=16), nullable=False),
        sa.Column("parent", sa.String(length=64), nullable=True),
        sa.Column("email", sa.Text(), nullable=True),
        sa.Column("address_to", sa.Text(), nullable=True),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("successor", sa.String(length=64), nullable=True),
        sa.PrimaryKeyConstraint("id", "since", name=op.f("pk_bodies")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "entries",
        sa.Column("portal", sa.String(length=64), nullable=False),
        sa.Column("section", sa.String(length=32), nullable=False),
        sa.Column("key", sa.String(length=24), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("number", sa.Text(), nullable=True),
        sa.Column("url", sa.Text(), nullable=True),
        sa.Column("issued", sa.Date(), nullable=True),
        sa.Column("published", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("portal", "section", "key", "since", name=op.f("pk_entries")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "letters",
        sa.Column("key", sa.Integer(), nullable=False),
        sa.Column("run_id", sa.String(length=64), nullable=False),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("portal", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("number", sa.String(length=32), nullable=False),
        sa.Column("issued", sa.Date(), nullable=False),
        sa.Column("due", sa.Date(), nullable=True),
        sa.Column("file", sa.Text(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_letters")),
        sa.UniqueConstraint("as_of", "portal", "kind", name=op.f("uq_letters_as_of_portal_kind")),
    )
    op.create_index(op.f("ix_letters_issued"), "letters", ["issued"], unique=False)
    op.create_table(
        "pages",
        sa.Column("portal", sa.String(length=64), nullable=False),
        sa.Column("key", sa.String(length=24), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("portal", "key", "since", name=op.f("pk_pages")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "runs",
        sa.Column("key", sa.Integer(), nullable=False),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("rubric", sa.String(length=64), nullable=False),
        sa.Column("registry", sa.Text(), nullable=False),
        sa.Column("started", sa.DateTime(timezone=True), nullable=False),
        sa.Column("finished", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_runs")),
        sa.UniqueConstraint("id", name=op.f("uq_runs_id")),
    )
    op.create_index(op.f("ix_runs_as_of"), "runs", ["as_of"], unique=False)
    op.create_table(
        "findings",
        sa.Column("run", sa.Integer(), nullable=False),
        sa.Column("portal", sa.String(length=64), nullable=False),
        sa.Column("criterion", sa.String(length=64), nullable=False),
        sa.Column("outcome", sa.String(length=16), nullable=False),
        sa.Column("points", sa.Float(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["run"], ["runs.key"], name=op.f("fk_findings_run_runs"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("run", "portal", "criterion", name=op.f("pk_findings")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "letter_criteria",
        sa.Column("letter", sa.Integer(), nullable=False),
        sa.Column("criterion", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["letter"], ["letters.key"], name=op.f("fk_letter_criteria_letter_letters"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("letter", "criterion", name=op.f("pk_letter_criteria")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "results",
        sa.Column("run", sa.Integer(), nullable=False),
        sa.Column("portal", sa.String(length=64), nullable=False),
        sa.Column("status", sa.String(length=16), nullable=False),
        sa.Column("status_reason", sa.Text(), nullable=True),
        sa.Column("value", sa.Float(), nullable=True),
        sa.Column("low", sa.Float(), nullable=False),
        sa.Column("high", sa.Float(), nullable=False),
        sa.Column("coverage", sa.Float(), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=True),
        sa.Column("quality", sa.Float(), nullable=True),
        sa.Column("whole", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["run"], ["runs.key"], name=op.f("fk_results_run_runs"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("run", "portal", name=op.f("pk_results")),
    )
    op.create_index(op.f("ix_results_portal_run"), "results", ["portal", "run"], unique=False)
    op.create_table(
        "sections",
        sa.Column("run", sa.Integer(), nullable=False),
        sa.Column("portal", sa.String(length=64), nullable=False),
        sa.Column("section", sa.String(length=32), nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("outcome", sa.String(length=16), nullable=False),
        sa.Column("score", sa.Float(), nullable=True),
        sa.Column("documents", sa.Integer(), nullable=True),
        sa.Column("newest", sa.Date(), nullable=True),
        sa.Column("newest_source", sa.String(length=16), nullable=True),
        sa.ForeignKeyConstraint(["run"], ["runs.key"], name=op.f("fk_sections_run_runs"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("run", "portal", "section", name=op.f("pk_sections")),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    """Drop them."""
    op.drop_table("sections")
    op.drop_index(op.f("ix_results_portal_run"), table_name="results")
    op.drop_table("results")
    op.drop_table("letter_criteria")
    op.drop_table("findings")
    op.drop_index(op.f("ix_runs_as_of"), table_name="runs")
    op.drop_table("runs")
    op.drop_table("pages")
    op.drop_index(op.f("ix_letters_issued"), table_name="letters")
    op.drop_table("letters")
    op.drop_table("entries")
    op.drop_table("bodies")
