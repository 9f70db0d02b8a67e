package api

import (
	"github.com/danielgtaylor/huma/v2"

	"masthead/internal/errs"
)

var _ huma.API
var notReady = errs.New(errs.Unavailable, "This is not ready.")

func (a *API) listPictures(*call, *picturesInput) (*answer[List[Picture]], error) { return nil, notReady }
func (a *API) addPicture(*call, *newPictureInput) (*created[Picture], error) { return nil, notReady }
func (a *API) getPicture(*call, *oneInput) (*tagged[Picture], error) { return nil, notReady }
func (a *API) changePicture(*call, *changePictureInput) (*tagged[Picture], error) { return nil, notReady }
func (a *API) listSections(*call, *nothing) (*answer[List[Section]], error) { return nil, notReady }
func (a *API) createSection(*call, *newSectionInput) (*created[Section], error) { return nil, notReady }
func (a *API) changeSection(*call, *sectionInput) (*tagged[Section], error) { return nil, notReady }
func (a *API) orderSections(*call, *orderInput) (*answer[List[Section]], error) { return nil, notReady }
func (a *API) listTopics(*call, *topicsInput) (*answer[List[Topic]], error) { return nil, notReady }
func (a *API) createTopic(*call, *newTopicInput) (*created[Topic], error) { return nil, notReady }
func (a *API) getTopic(*call, *oneInput) (*tagged[Topic], error) { return nil, notReady }
func (a *API) changeTopic(*call, *topicInput) (*tagged[Topic], error) { return nil, notReady }
func (a *API) mergeTopic(*call, *mergeInput) (*tagged[Topic], error) { return nil, notReady }
func (a *API) featureTopics(*call, *orderInput) (*answer[List[Topic]], error) { return nil, notReady }
func (a *API) listContributors(*call, *contributorsInput) (*answer[List[Contributor]], error) { return nil, notReady }
func (a *API) createContributor(*call, *newContributorInput) (*created[Contributor], error) { return nil, notReady }
func (a *API) changeContributor(*call, *contributorInput) (*tagged[Contributor], error) { return nil, notReady }
func (a *API) getSettings(*call, *nothing) (*tagged[Settings], error) { return nil, notReady }
func (a *API) changeSettings(*call, *settingsInput) (*tagged[Settings], error) { return nil, notReady }
func (a *API) lookUp(*call, *lookupInput) (*answer[Lookup], error) { return nil, notReady }
func (a *API) searchStories(*call, *searchInput) (*answer[List[StoryLink]], error) { return nil, notReady }
func (a *API) listStories(*call, *storiesInput) (*answer[List[Summary]], error) { return nil, notReady }
func (a *API) countStories(*call, *countsInput) (*answer[Counts], error) { return nil, notReady }
func (a *API) createStory(*call, *newStoryInput) (*created[Story], error) { return nil, notReady }
func (a *API) getStory(*call, *oneInput) (*tagged[Story], error) { return nil, notReady }
func (a *API) saveDraft(*call, *draftInput) (*tagged[DraftSaved], error) { return nil, notReady }
func (a *API) assignStory(*call, *assigneeInput) (*tagged[Story], error) { return nil, notReady }
func (a *API) changeStories(*call, *bulkInput) (*answer[BulkDone], error) { return nil, notReady }
func (a *API) undoChange(*call, *oneInput) (*answer[BulkDone], error) { return nil, notReady }
func (a *API) actOnStory(*call, *actInput) (*tagged[Story], error) { return nil, notReady }
func (a *API) publishStory(*call, *publishInput) (*tagged[Story], error) { return nil, notReady }
func (a *API) unscheduleStory(*call, *storyChange) (*tagged[Story], error) { return nil, notReady }
func (a *API) correctStory(*call, *correctionInput) (*tagged[Story], error) { return nil, notReady }
func (a *API) withdrawStory(*call, *withdrawalInput) (*tagged[Story], error) { return nil, notReady }
func (a *API) setEmbargo(*call, *embargoInput) (*tagged[Story], error) { return nil, notReady }
func (a *API) listRevisions(*call, *revisionsInput) (*answer[List[Revision]], error) { return nil, notReady }
func (a *API) getRevision(*call, *revisionInput) (*answer[Revision], error) { return nil, notReady }
func (a *API) restoreRevision(*call, *restoreInput) (*tagged[Story], error) { return nil, notReady }
func (a *API) listAppearances(*call, *oneInput) (*answer[List[Appearance]], error) { return nil, notReady }
func (a *API) listPreviews(*call, *oneInput) (*answer[List[Preview]], error) { return nil, notReady }
func (a *API) createPreview(*call, *newPreviewInput) (*created[Preview], error) { return nil, notReady }
func (a *API) removePreview(*call, *previewInput) (*done, error) { return nil, notReady }
func (a *API) login(*call, *loginInput) (*signedInOutput, error) { return nil, notReady }
func (a *API) beginPasskeyLogin(*call, *nothing) (*answer[Ceremony], error) { return nil, notReady }
func (a *API) finishPasskeyLogin(*call, *passkeyInput) (*signedInOutput, error) { return nil, notReady }
func (a *API) logout(*call, *nothing) (*signedOutOutput, error) { return nil, notReady }
func (a *API) getInvitation(*call, *invitationInput) (*answer[Invitation], error) { return nil, notReady }
func (a *API) acceptInvitation(*call, *acceptInput) (*signedInOutput, error) { return nil, notReady }
func (a *API) getMe(*call, *nothing) (*tagged[Me], error) { return nil, notReady }
func (a *API) changeMe(*call, *meInput) (*tagged[Me], error) { return nil, notReady }
func (a *API) changePassword(*call, *passwordInput) (*done, error) { return nil, notReady }
func (a *API) listPasskeys(*call, *nothing) (*answer[List[Passkey]], error) { return nil, notReady }
func (a *API) beginPasskey(*call, *nothing) (*answer[Ceremony], error) { return nil, notReady }
func (a *API) finishPasskey(*call, *newPasskeyInput) (*answer[Passkey], error) { return nil, notReady }
func (a *API) removePasskey(*call, *oneInput) (*done, error) { return nil, notReady }
func (a *API) listMySessions(*call, *nothing) (*answer[List[Session]], error) { return nil, notReady }
func (a *API) endMyOtherSessions(*call, *nothing) (*done, error) { return nil, notReady }
func (a *API) endMySession(*call, *oneInput) (*done, error) { return nil, notReady }
func (a *API) listTokens(*call, *nothing) (*answer[List[Token]], error) { return nil, notReady }
func (a *API) createToken(*call, *newTokenInput) (*created[Token], error) { return nil, notReady }
func (a *API) revokeToken(*call, *oneInput) (*done, error) { return nil, notReady }
func (a *API) listPeople(*call, *peopleInput) (*answer[List[Person]], error) { return nil, notReady }
func (a *API) invitePerson(*call, *inviteInput) (*created[Invited], error) { return nil, notReady }
func (a *API) getPerson(*call, *oneInput) (*tagged[Person], error) { return nil, notReady }
func (a *API) changePerson(*call, *changePersonInput) (*tagged[Person], error) { return nil, notReady }
func (a *API) resetPerson(*call, *oneInput) (*answer[Link], error) { return nil, notReady }
func (a *API) listSessions(*call, *oneInput) (*answer[List[Session]], error) { return nil, notReady }
func (a *API) endSessions(*call, *oneInput) (*done, error) { return nil, notReady }
func (a *API) listRoles(*call, *nothing) (*answer[Roles], error) { return nil, notReady }
func (a *API) listAudit(*call, *auditInput) (*answer[List[AuditEvent]], error) { return nil, notReady }
func (a *API) exportAudit(*call, *auditCSVInput) (*huma.StreamResponse, error) { return nil, notReady }
