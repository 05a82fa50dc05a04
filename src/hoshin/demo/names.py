"""Names for made-up people, from many of the places that people in Canada come from."""

GIVEN = (
    "Aaliyah Abel Adriana Ahmed Aisha Alasdair Alice Amara Amélie Amir Ana Anders Anjali Annette Antoine Arjun "
    "Aurélie Ayesha Beatrix Benoît Brigid Bruno Camille Carlos Catriona Céline Chantal Chidi Clara Cormac Dafydd "
    "Daniel Darya Delphine Devon Diego Eilidh Elena Élise Emeka Emil Esther Étienne Farah Fatima Felix Fiona "
    "Florence Francesca Gabriel Genevieve Gordon Grace Gwen Hana Hannah Harpreet Hassan Hélène Hugo Ibrahim Imani "
    "Ingrid Irene Isaac Jaspreet Jean-Marc Joanna Jonas José Julie Kaito Karim Katarina Keisha Kwame Laila Laurent "
    "Leila Lena Liam Lourdes Luca Lucie Magnus Malik Manon Marcel Mareike Mariam Mateo Maude Mei Mélanie Mikael "
    "Minh Miriam Nadia Naveen Neil Nicolas Noor Nora Olivier Omar Oona Padma Paloma Pascale Pavel Philippe Piotr "
    "Priya Rafael Rania Ravi Rebecca Renée Rohan Rosalie Ruth Sabrina Samir Sandeep Saoirse Sean Selma Simone Sofia "
    "Solène Stéphane Sunita Suzanne Tala Tamara Tariq Tess Thérèse Thomas Tomasz Uma Valérie Vikram Wanda Wei "
    "Xavier Yara Yasmin Yusuf Yvette Zainab Zoë"
).split()

FAMILY = (
    "Abara Achterberg Adeyemi Ahmadi Allard Amundsen Andriuk Antwi Arsenault Asante Ashcroft Bains Banerjee "
    "Baptiste Beaulieu Bélanger Bergeron Bhatt Bianchi Blackwood Boateng Bouchard Boudreau Brar Brennan Cardinal "
    "Castellano Chan Charron Chaudhry Chen Chiasson Choi Cloutier Comeau Contreras Cormier Côté Crowchild Da-Silva "
    "Dallaire Delorme Desjardins Dhillon Diallo Dubois Dufour Dumont Eriksen Fairweather Farouk Fernandes Fontaine "
    "Fraser Friesen Gagnon Gallant Gauthier Gebre Ghosh Gill Girard Goldberg Gosselin Grewal Gupta Haddad Hakimi "
    "Hamelin Hansen Hébert Hernández Hoang Holloway Hussain Ibarra Ivanova Iyer Jamieson Janvier Johal Joubert "
    "Kaminski Kaur Kelly Khoury Kim Kovalenko Kruger Lachance Lalonde Landry Laroche Lavoie LeBlanc Lemieux Leung "
    "Levesque Lindqvist Liu MacAulay MacLeod Mahmoud Malhotra Marchetti Martel Mbeki McKay Medeiros Mehta Mercier "
    "Mitchell Moreau Mukherjee Nakamura Nguyen Nolan Novak Obi Ogawa Okafor Oliveira Ouellet Paquette Park Patel "
    "Pelletier Pereira Petrov Phan Poirier Quiroga Rahman Ramos Reddy Rivard Robichaud Rousseau Sato Savard Schultz "
    "Sharma Sidhu Sinclair Singh Sorensen St-Pierre Tanaka Tessier Thériault Thibault Toure Tran Tremblay Vachon "
    "Vargas Vermette Vo Wallace Wiebe Wong Yamamoto Yellowknee Zhang Zielinski"
).split()
