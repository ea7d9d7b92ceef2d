package dev.bestcode.embedding;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Words that people who ask use for what the makers of tools call otherwise. A line is a group;
/// each of its words stands for the others. Written from general knowledge of what tools do.
final class Synonyms {
    private static final String GROUPS =
            """
            find search look lookup locate discover seek browse explore
            image picture photo photograph pic
            movie film cinema
            show series tv episode
            song music track tune
            singer artist musician band
            actor actress cast star
            buy purchase order shop
            price cost fee quote
            cheap discount deal coupon offer bargain
            flight plane airline fly airport
            hotel lodging accommodation stay hostel
            travel trip journey vacation holiday tour itinerary
            restaurant dine dining eatery food meal
            recipe cook cooking dish ingredient
            weather forecast temperature climate rain
            news headline article press
            company business firm enterprise corporation
            stock share equity market
            crypto bitcoin cryptocurrency coin token
            money currency cash fund finance financial
            bank account payment pay transaction
            invest investment portfolio trading trade
            job career employment vacancy hire hiring
            resume cv curriculum
            house home property apartment estate rental rent
            car vehicle automobile auto
            taxi cab ride uber
            map route direction navigation navigate
            place location venue spot
            city town
            country nation
            translate translation language
            write compose draft create generate
            create add make new
            delete remove erase clear drop
            update change modify edit set alter
            get retrieve fetch obtain read
            list enumerate all
            send mail email message
            schedule calendar appointment event meeting
            book reserve reservation booking
            ticket seat
            alarm reminder remind notify notification alert
            play listen stream
            video clip youtube
            draw diagram chart graph plot visualize visualization
            website site web page url link
            webpage page url
            summarize summary summarise brief overview
            document pdf doc file
            code program programming script software developer
            bug error issue exception fault
            run execute start launch
            stop end cancel abort terminate
            file document folder directory
            database sql query table
            server host machine instance
            user person people member
            friend contact
            doctor medical health hospital clinic medicine
            fitness workout exercise gym training
            game gaming play
            sport football soccer basketball match league
            team club
            player athlete
            science scientific research paper academic scholar study
            learn learning education educational teach course lesson tutor student
            kid child children
            university college school
            math mathematics calculate calculation compute computation equation
            question quiz ask answer
            gift present
            clothes fashion clothing wear outfit dress apparel
            product item goods
            review rating rate feedback
            popular trending trend top best
            recommend recommendation suggest suggestion advice
            similar alike related like
            photo camera
            art painting artwork museum gallery
            history historical past
            law legal lawyer attorney contract
            tax irs
            domain dns
            security vulnerability threat attack
            password credential login
            astrology horoscope zodiac tarot
            dream sleep
            pet dog cat animal
            plant garden flower
            poem poetry verse lyrics
            story novel tale fiction
            book novel author read
            joke funny humor comedy
            date day today
            time clock hour
            near nearby close local
            number count amount quantity
            convert conversion transform
            compare comparison versus difference
            check verify validate inspect
            measure metric statistic analytics
            analyze analysis analyse
            shipment shipping delivery deliver package parcel
            transport transit bus train subway
            crew director directed direct
            birth born birthday
            company studio production
            logo image
            director filmmaker
            performer actor actress
            biography bio life
            genre category kind type
            provider service vendor supplier
            episode season
            picture poster backdrop image
            keyword tag label
            today tonight now current
            upcoming future soon next
            latest newest recent new
            explain describe definition meaning define
            difficult hard
            big large huge
            small little tiny
            start begin
            finish end complete
            fix repair solve
            help assist support
            show display present
            choose select pick
            phone telephone call
            computer pc laptop
            internet web online
            language english chinese french spanish
            currency dollar euro exchange
            loan mortgage credit
            insurance policy claim
            salary wage income pay
            customer client buyer
            employee staff worker
            boss manager
            newsletter mailing subscription
            chat conversation talk speak
            voice speech audio sound
            text word sentence paragraph
            grammar spelling proofread
            essay writing
            sentiment emotion mood feeling
            marriage wedding
            baby infant toddler
            parent mother father
            religion bible church prayer
            food diet nutrition calorie healthy
            drink beverage coffee tea wine beer cocktail
            beach sea ocean surf
            mountain hike hiking trail
            park outdoor
            electricity power energy
            solar sun
            earthquake disaster
            space nasa planet star astronomy
            """;

    private static final Map<String, List<String>> BY_STEM = byStem();

    private Synonyms() {}

    /// The stems that may stand for this one, without itself.
    static List<String> of(String stem) {
        return BY_STEM.getOrDefault(stem, List.of());
    }

    private static Map<String, List<String>> byStem() {
        var all = new HashMap<String, List<String>>();
        for (var group : GROUPS.lines().toList()) {
            var stems = List.of(group.split(" ", -1)).stream().map(PorterStemmer::stem).toList();
            for (var stem : stems) {
                var others = all.computeIfAbsent(stem, _ -> new ArrayList<>());
                stems.stream()
                        .filter(other -> !other.equals(stem) && !others.contains(other))
                        .forEach(others::add);
            }
        }
        all.replaceAll((_, others) -> List.copyOf(others));
        return Map.copyOf(all);
    }
}
