package draw

// drawings is every picture. A new picture takes a new seed; changing one changes the picture.
var drawings = []drawing{
	{"harbour-dusk", 11, harbourAtDusk},
	{"lighthouse-coast", 12, lighthouseCoast},
	{"storm-breakwater", 13, stormOverBreakwater},
	{"skyline-night", 14, skylineAtNight},
	{"stadium-lights", 15, stadiumUnderLights},
	{"market-hall", 16, marketHall},
	{"tram-street", 17, tramInOldStreet},
	{"bridge-mist", 18, bridgeInMist},
	{"ferry-crossing", 19, ferryCrossing},
	{"wind-farm", 20, windFarm},
	{"lifeboat-night", 21, lifeboatAtNight},
	{"guildhall-rain", 22, guildhallInRain},
	{"school-morning", 23, schoolMorning},
	{"fog-roofs", 24, fogOverRoofs},
	{"hospital-night", 25, hospitalAtNight},
	{"flooded-street", 26, floodedStreet},
	{"beach-huts", 27, beachHuts},
}
