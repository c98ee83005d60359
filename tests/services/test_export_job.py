"""The job of an export: its file is whole or not there, it stops when it is cancelled, and it is not made twice."""

from dataclasses import fields, replace
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import Session

from app.accounts.models import Respondent
from app.cycles.queries import find_cycle
from app.domain.canonical import sha256_of
from app.domain.errors import NotFound
from app.questionnaires.queries import find_version
from app.reports.content import ExportContent, basis_of
from app.reports.jobs import NoLongerWanted, _Watch, run_export
from app.reports.keeping import Kept
from app.reports.models import ExportStatus, ReportExport
from app.reports.queries import find_export
from app.reports.services import Attempt, cancel_export, request_export, start
from tests.conftest import AUDIT_KEY, NOW
from tests.services.demo import STAFF
