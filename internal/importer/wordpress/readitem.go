package wordpress

import (
	"encoding/xml"
	"slices"
	"strings"
)

func (x *reader) item() error {
	x.seq++
	x.used = 0
	v := &item{seq: x.seq, meta: map[string]string{}}
	if err := x.children(func(t xml.StartElement) error { return x.field(v, t) }); err != nil {
		return err
	}
	v.kind = strings.TrimSpace(v.kind)
	if v.kind == "" {
		v.kind = "post"
	}
	v.status = strings.TrimSpace(v.status)
	return x.handler.item(v)
}

func (x *reader) field(v *item, t xml.StartElement) error {
	switch name(t.Name) {
	case "title":
		return x.into(&v.title)
	case "link":
		return x.into(&v.link)
	case "guid":
		v.permalink = attribute(t, "isPermaLink") != "false"
		return x.into(&v.guid)
	case "pubDate":
		return x.into(&v.pubDate)
	case "dc:creator":
		return x.into(&v.creator)
	case "content:encoded":
		return x.into(&v.content)
	case "excerpt:encoded":
		return x.into(&v.excerpt)
	case "category":
		return x.itemTerm(v, t)
	}
	return x.wordpressField(v, t)
}

func (x *reader) wordpressField(v *item, t xml.StartElement) error {
	switch name(t.Name) {
	case "wp:post_id":
		return x.number(&v.id)
	case "wp:post_date":
		return x.into(&v.date)
	case "wp:post_date_gmt":
		return x.into(&v.dateGMT)
	case "wp:post_modified_gmt":
		return x.into(&v.modified)
	case "wp:post_name":
		return x.into(&v.slug)
	case "wp:status":
		return x.into(&v.status)
	case "wp:post_parent":
		return x.number(&v.parent)
	case "wp:menu_order":
		return x.number(&v.order)
	case "wp:post_type":
		return x.into(&v.kind)
	case "wp:post_password":
		return x.into(&v.password)
	case "wp:is_sticky":
		s, err := x.text()
		v.sticky = strings.TrimSpace(s) == "1"
		return err
	case "wp:attachment_url":
		return x.into(&v.attachment)
	case "wp:postmeta":
		return x.meta(v)
	case "wp:comment":
		if v.comments++; v.comments > maxComments {
			return x.fail("one item has more than %d comments", maxComments)
		}
		before := x.used
		_, err := x.text()
		x.used = before
		return err
	}
	_, err := x.text()
	return err
}

func attribute(t xml.StartElement, local string) string {
	for _, a := range t.Attr {
		if a.Name.Local == local {
			return a.Value
		}
	}
	return ""
}

// itemTerm reads one label of an item. Exports of version 1.0 name each label twice: once bare, once with its slug.
func (x *reader) itemTerm(v *item, t xml.StartElement) error {
	label, err := x.text()
	if err != nil {
		return err
	}
	found := term{taxonomy: attribute(t, "domain"), slug: attribute(t, "nicename"), name: label}
	switch found.taxonomy {
	case "":
		found.taxonomy = "category"
	case "tag":
		found.taxonomy = "post_tag"
	}
	i := slices.IndexFunc(v.terms, func(other term) bool {
		return other.taxonomy == found.taxonomy && other.name == found.name && (other.slug == "" || found.slug == "" || other.slug == found.slug)
	})
	if i >= 0 {
		v.terms[i].slug = max(v.terms[i].slug, found.slug)
		return nil
	}
	if len(v.terms) >= maxTerms {
		return x.fail("one item has more than %d categories and tags", maxTerms)
	}
	v.terms = append(v.terms, found)
	return nil
}

func (x *reader) meta(v *item) error {
	var key, value string
	err := x.children(func(t xml.StartElement) error {
		switch name(t.Name) {
		case "wp:meta_key":
			return x.into(&key)
		case "wp:meta_value":
			return x.into(&value)
		}
		_, err := x.text()
		return err
	})
	if err != nil {
		return err
	}
	if key == "_wp_old_slug" && len(v.oldSlugs) < 50 {
		v.oldSlugs = append(v.oldSlugs, value)
	}
	if !wantedMeta[key] {
		return nil
	}
	if _, ok := v.meta[key]; !ok && len(v.meta) < maxMeta {
		v.meta[key] = value
	}
	return nil
}

// wantedMeta are the custom fields that mean something here.
var wantedMeta = map[string]bool{
	"_thumbnail_id": true, "_wp_attachment_image_alt": true, "_yoast_wpseo_primary_category": true,
	"rank_math_primary_category": true, "footnotes": true,
	"kicker": true, "_kicker": true, "eyebrow": true, "_eyebrow": true,
	"_media_credit": true, "media_credit": true, "_navis_media_credit": true, "credit": true, "_credit": true, "photo_credit": true,
}
