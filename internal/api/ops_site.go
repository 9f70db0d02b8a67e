package api

import (
	"masthead/internal/account"
	"masthead/internal/id"
)

type (
	newPictureInput struct {
		Filename string `query:"filename" maxLength:"300" doc:"What the file is called." example:"ferry.jpg"`
		Type     string `header:"Content-Type" hidden:"true" maxLength:"200" doc:"image/jpeg, image/png, image/gif or image/webp."`
	}
	picturesInput struct {
		Page
		Selection
		Q string `query:"q" maxLength:"300" doc:"Words of the file name, alt text, caption or credit."`
	}
	changePictureInput struct {
		TheID
		IfMatchField
		Body struct {
			Alt     *string `json:"alt,omitempty" maxLength:"2000" doc:"What a person who cannot see it needs to know."`
			Caption *string `json:"caption,omitempty" maxLength:"5000"`
			Credit  *string `json:"credit,omitempty" maxLength:"500"`
		}
	}
	// SectionWords is all that is written of a section.
	SectionWords struct {
		Slug        string `json:"slug,omitempty" maxLength:"300" doc:"Made of the name where it is left out. A new one leaves the old address leading here."`
		Name        string `json:"name" maxLength:"500"`
		Description string `json:"description,omitempty" maxLength:"5000"`
		Colour      string `json:"colour,omitempty" maxLength:"20" doc:"'#rrggbb', or empty for the theme's own."`
	}
	newSectionInput struct {
		OnlyOnce
		Body SectionWords
	}
	sectionInput struct {
		TheID
		IfMatchField
		Body SectionWords
	}
	orderInput struct {
		IfMatchField
		Body struct {
			IDs []id.ID `json:"ids" maxItems:"500" doc:"All of them, in the order wanted."`
		}
	}
	topicsInput struct {
		Page
		Selection
		Q string `query:"q" maxLength:"300" doc:"The beginning of a word of the name."`
	}
	// TopicWords is all that is written of a topic.
	TopicWords struct {
		Slug        string `json:"slug,omitempty" maxLength:"300" doc:"Made of the name where it is left out. A new one leaves the old address leading here."`
		Name        string `json:"name" maxLength:"500"`
		Description string `json:"description,omitempty" maxLength:"5000"`
	}
	newTopicInput struct {
		OnlyOnce
		Body TopicWords
	}
	topicInput struct {
		TheID
		IfMatchField
		Body TopicWords
	}
	mergeInput struct {
		TheID
		IfMatchField
		Body struct {
			Into id.ID `json:"into" doc:"The topic that stays."`
		}
	}
	contributorsInput struct {
		Page
		Selection
		Q string `query:"q" maxLength:"300" doc:"The beginning of a word of the name."`
	}
	// ContributorWords is all that is written of a contributor.
	ContributorWords struct {
		Slug    string `json:"slug,omitempty" maxLength:"300" doc:"Made of the name where it is left out. A new one leaves the old address leading here."`
		Name    string `json:"name" maxLength:"500"`
		Role    string `json:"role,omitempty" maxLength:"500"`
		Bio     string `json:"bio,omitempty" maxLength:"10000"`
		Picture id.ID  `json:"picture,omitempty"`
	}
	newContributorInput struct {
		OnlyOnce
		Body ContributorWords
	}
	contributorInput struct {
		TheID
		IfMatchField
		Body ContributorWords
	}
	settingsInput struct {
		IfMatchField
		Body struct {
			Name         string            `json:"name" maxLength:"500"`
			Tagline      string            `json:"tagline" maxLength:"1000"`
			Language     string            `json:"language" maxLength:"100"`
			TimeZone     string            `json:"time_zone" maxLength:"100"`
			SkipSubs     bool              `json:"skip_subs"`
			SkipApproval bool              `json:"skip_approval"`
			Choices      map[string]string `json:"choices" doc:"What is left out goes back to the theme's default."`
		}
	}
	lookupInput struct {
		URL string `query:"url" required:"true" maxLength:"3000" example:"https://www.youtube.com/watch?v=dQw4w9WgXcQ"`
	}
	searchInput struct {
		Q string `query:"q" required:"true" maxLength:"300" doc:"Words of the headline; the last may be unfinished."`
	}
)

func (a *API) addSite() {
	add(a, op{method: "GET", path: "/pictures", id: "list-pictures", tag: tagPictures, access: may(account.UseDesk), summary: "List pictures", description: "Newest first."}, a.listPictures)
	add(a, op{method: "POST", path: "/pictures", id: "add-picture", tag: tagPictures, access: may(account.AddPictures), status: 201, body: pictureBody, slow: true, raw: "image/*",
		summary: "Add a picture", description: "The body is the file itself: JPEG, PNG, GIF or WebP. A file that is there already is the same picture: 200, with the words that it has."}, a.addPicture)
	add(a, op{method: "GET", path: "/pictures/{id}", id: "get-picture", tag: tagPictures, access: may(account.UseDesk), summary: "Read a picture"}, a.getPicture)
	add(a, op{method: "PATCH", path: "/pictures/{id}", id: "change-picture", tag: tagPictures, access: may(account.AddPictures),
		summary: "Say what a picture shows", example: `{"alt":"A white ferry at the pier, seen from the hill","credit":"Ada Moreno"}`}, a.changePicture)

	add(a, op{method: "GET", path: "/sections", id: "list-sections", tag: tagSections, access: may(account.UseDesk), summary: "List sections", description: "All of them, in their order. The ETag is that of the whole, for putting them into another order."}, a.listSections)
	add(a, op{method: "POST", path: "/sections", id: "create-section", tag: tagSections, access: may(account.ManageSections), status: 201, summary: "Create a section",
		example: `{"name":"World"}`}, a.createSection)
	add(a, op{method: "PUT", path: "/sections/{id}", id: "change-section", tag: tagSections, access: may(account.ManageSections), summary: "Change a section",
		example: `{"name":"World news","slug":"world-news"}`}, a.changeSection)
	add(a, op{method: "PUT", path: "/sections/order", id: "order-sections", tag: tagSections, access: may(account.ManageSections), summary: "Order the sections"}, a.orderSections)

	add(a, op{method: "GET", path: "/topics", id: "list-topics", tag: tagTopics, access: may(account.UseDesk), summary: "List topics"}, a.listTopics)
	add(a, op{method: "POST", path: "/topics", id: "create-topic", tag: tagTopics, access: may(account.CreateTopics), status: 201, summary: "Create a topic",
		example: `{"name":"Ferries"}`}, a.createTopic)
	add(a, op{method: "GET", path: "/topics/{id}", id: "get-topic", tag: tagTopics, access: may(account.UseDesk), summary: "Read a topic"}, a.getTopic)
	add(a, op{method: "PUT", path: "/topics/{id}", id: "change-topic", tag: tagTopics, access: may(account.ManageTopics), summary: "Change a topic",
		example: `{"name":"Ferries and harbours","slug":"ferries-and-harbours","description":"All about getting across."}`}, a.changeTopic)
	add(a, op{method: "POST", path: "/topics/{id}/merge", id: "merge-topic", tag: tagTopics, access: may(account.ManageTopics), status: 200, summary: "Merge a topic into another",
		description: "Its stories get the other one, and its address leads there."}, a.mergeTopic)
	add(a, op{method: "GET", path: "/topics/featured", id: "list-featured-topics", tag: tagTopics, access: may(account.UseDesk), summary: "List the topics of 'More Topics'",
		description: "In their order. The ETag is that of the choice."}, a.featuredTopics)
	add(a, op{method: "PUT", path: "/topics/featured", id: "feature-topics", tag: tagTopics, access: may(account.ManageTopics), summary: "Choose the topics of 'More Topics'",
		description: "In the order wanted."}, a.featureTopics)

	add(a, op{method: "GET", path: "/contributors", id: "list-contributors", tag: tagContributors, access: may(account.UseDesk), summary: "List contributors"}, a.listContributors)
	add(a, op{method: "POST", path: "/contributors", id: "create-contributor", tag: tagContributors, access: may(account.ManagePeople), status: 201, summary: "Create a contributor",
		example: `{"name":"Ada Moreno","role":"Maritime correspondent"}`}, a.createContributor)
	add(a, op{method: "PUT", path: "/contributors/{id}", id: "change-contributor", tag: tagContributors, access: may(account.ManagePeople), summary: "Change a contributor",
		example: `{"name":"Ada Moreno","role":"Transport editor"}`}, a.changeContributor)

	add(a, op{method: "GET", path: "/settings", id: "get-settings", tag: tagSettings, access: may(account.UseDesk), summary: "Read the settings"}, a.getSettings)
	add(a, op{method: "PUT", path: "/settings", id: "change-settings", tag: tagSettings, access: may(account.Configure), summary: "Change the settings"}, a.changeSettings)

	add(a, op{method: "GET", path: "/lookup", id: "look-up-address", tag: tagLinks, access: may(account.UseDesk), summary: "See what an address is",
		description: "A story of this site, something that can be shown from elsewhere, or a link. Nothing is fetched."}, a.lookUp)
	add(a, op{method: "GET", path: "/search/stories", id: "search-stories", tag: tagLinks, access: may(account.UseDesk), summary: "Find a story to link to",
		description: "At most ten, public or not."}, a.searchStories)
}
