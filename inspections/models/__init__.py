from inspections.models.finding import Finding, FindingStep, Uptake, state_is
from inspections.models.inspection import Inspection, InspectionFile

__all__ = ["Finding", "FindingStep", "Inspection", "InspectionFile", "Uptake", "state_is"]
