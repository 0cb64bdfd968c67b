from villages.models.answer import VillageAnswer, VillagePhoto, VillageValue
from villages.models.ask import VillageAsk, VillageItem, VillageQuestion
from villages.models.gathering import VillageGathering
from villages.models.sendings import VillageSendings

__all__ = [
    "VillageAnswer",
    "VillageAsk",
    "VillageGathering",
    "VillageItem",
    "VillagePhoto",
    "VillageQuestion",
    "VillageSendings",
    "VillageValue",
]
